package dev.dwp.application.job;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.domain.frame.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the options of a job may be (PROTOCOL §5), each with the sentence that refuses it (400). */
final class OptionBounds {
    private static final Duration LATEST = Duration.ofDays(3650);

    private OptionBounds() {}

    /** When the job may run at the earliest: what lies in the past means now. */
    static Instant runAt(JobOptions options, Instant now) {
        Duration delay = options.delay();
        Instant runAt = options.runAt();
        if (delay != null && runAt != null) {
            throw Refusal.badRequest("'delay_ms' and 'run_at' contradict each other; give one of them.");
        }
        if (delay != null) {
            return requireSoon("delay_ms", delay, now);
        }
        if (runAt == null || !runAt.isAfter(now)) {
            return now;
        }
        return requireSoon("run_at", Duration.between(now, runAt), now);
    }

    private static Instant requireSoon(String name, Duration wait, Instant now) {
        if (wait.isNegative()) {
            throw Refusal.badRequest("'%s' must not be negative.".formatted(name));
        }
        if (wait.compareTo(LATEST) > 0) {
            throw Refusal.badRequest(
                    "'%s' is more than ten years ahead; jobs are kept waiting for ten years at most.".formatted(name));
        }
        return now.plus(wait).truncatedTo(ChronoUnit.MICROS);
    }

    static int retries(int maxRetries) {
        if (maxRetries < 0 || maxRetries > JobDefinition.MOST_RETRIES) {
            throw Refusal.badRequest(
                    "'max_retries' must be 0 to %d, not %d.".formatted(JobDefinition.MOST_RETRIES, maxRetries));
        }
        return maxRetries;
    }

    static Duration timeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(JobDefinition.LONGEST_TIMEOUT) > 0) {
            throw Refusal.badRequest(
                    "'timeout_ms' must be 1 to %d (30 days).".formatted(JobDefinition.LONGEST_TIMEOUT.toMillis()));
        }
        return timeout;
    }
}
