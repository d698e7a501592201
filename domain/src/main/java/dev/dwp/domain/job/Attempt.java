package dev.dwp.domain.job;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a job that has ended, for its history.
 *
 * @param number from 1; a job that was handed back or replayed may show a number again
 * @param worker who made it
 * @param outcome how it ended
 * @param error what went wrong, where something did
 */
public record Attempt(
        int number,
        WorkerId worker,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        @Nullable String error) {
    /** How an attempt ended. */
    public enum Outcome {
        /** Its handler returned. */
        COMPLETED,
        /** Its handler threw or took too long. */
        FAILED,
        /** The job was cancelled meanwhile. */
        CANCELLED,
        /** Its worker was lost: the lease ran out. */
        LOST,
        /** Its worker stopped and handed the job back; the attempt does not count. */
        RELEASED;

        /** As the protocol spells it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
