package dev.dwp.domain.job;

import org.jspecify.annotations.Nullable;

/**
 * What bounds a queue over all workers.
 *
 * @param concurrency how many of its jobs may run at a time, at least 1; {@code null} for any number
 * @param rate how many may start in a time; {@code null} for any number
 */
public record QueueLimits(
        @Nullable Integer concurrency, @Nullable Rate rate) {
    /** No bounds. */
    public static final QueueLimits NONE = new QueueLimits(null, null);

    /** Checks the range. */
    public QueueLimits {
        if (concurrency != null && concurrency < 1) {
            throw new IllegalArgumentException(
                    "A queue's concurrency must be at least 1, not %d; pause the queue to stop it."
                            .formatted(concurrency));
        }
    }
}
