package dev.dwp.application.retention;

import java.time.Duration;

/**
 * What is kept for how long (PROTOCOL §7.3).
 *
 * @param events how many events are kept at most
 * @param eventsFor how long events are kept at most
 * @param finishedFor how long completed and cancelled jobs, and finished runs, are kept
 * @param deadFor how long dead letters are kept
 */
public record Retention(long events, Duration eventsFor, Duration finishedFor, Duration deadFor) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** A million events; everything for seven days, dead letters for thirty. */
    public static final Retention DEFAULT =
            new Retention(1_000_000, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(30));

    /** Checks the ranges. */
    public Retention {
        if (events < 1) {
            throw new IllegalArgumentException("At least one event must be kept, not %d.".formatted(events));
        }
        check("Events", eventsFor);
        check("Finished jobs and runs", finishedFor);
        check("Dead letters", deadFor);
    }

    private static void check(String what, Duration kept) {
        if (!kept.isPositive() || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s can be kept for more than no time and at most 36500 days, not for %s.".formatted(what, kept));
        }
    }
}
