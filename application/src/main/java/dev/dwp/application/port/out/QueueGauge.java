package dev.dwp.application.port.out;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished jobs of a queue.
 *
 * @param pending those in state pending that are due
 * @param scheduled those in state pending that are not due, and those in state retrying
 * @param running those that run
 * @param oldestDueAt when the first of those became due that wait and are due; where many thousands are due, it is looked
 *     for among those that go first
 */
public record QueueGauge(
        long pending,
        long scheduled,
        long running,
        @Nullable Instant oldestDueAt) {
    /** Nothing. */
    public static final QueueGauge EMPTY = new QueueGauge(0, 0, 0, null);

    /** Both together. */
    public QueueGauge plus(QueueGauge other) {
        return new QueueGauge(
                pending + other.pending,
                scheduled + other.scheduled,
                running + other.running,
                earlier(oldestDueAt, other.oldestDueAt));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
