package dev.dwp.bootstrap.config;

import dev.dwp.domain.job.QueueLimits;
import java.util.Objects;

/**
 * What is special about a queue.
 *
 * @param limits what bounds it
 * @param paused whether nothing of it starts
 */
public record QueueSettings(QueueLimits limits, boolean paused) {
    private static final Form<Integer> CONCURRENCY = Forms.wholeNumber(1, 1_000_000);

    static QueueSettings from(Values values, String name) {
        return new QueueSettings(
                new QueueLimits(
                        values.find(Family.QUEUE, name, "concurrency", CONCURRENCY),
                        values.find(Family.QUEUE, name, "rate", Forms.RATE)),
                Objects.requireNonNullElse(values.find(Family.QUEUE, name, "paused", Forms.SWITCH), false));
    }
}
