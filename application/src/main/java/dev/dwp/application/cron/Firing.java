package dev.dwp.application.cron;

import dev.dwp.application.cron.schedule.Schedule;
import dev.dwp.application.port.out.CronState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about an entry whose time has come: fire once for the latest time that has passed, and for none when
 * that is more than a day ago. However many times a server slept through, its jobs are not enqueued in a heap.
 *
 * @param at for which time to fire; {@code null} when all that were missed are too long ago
 * @param next when it fires after that
 */
record Firing(@Nullable Instant at, Instant next) {
    /** Up to which age a missed time is made up for. */
    static final Duration CATCH_UP = Duration.ofDays(1);

    /** Decides; {@code state.nextRunAt()} must not be after {@code now}. */
    static Firing decide(CronState state, Schedule schedule, Instant now) {
        Instant oldest = now.minus(CATCH_UP);
        Instant due = state.nextRunAt();
        Optional<Instant> later = schedule.last(due.isAfter(oldest) ? due : oldest, now);
        Instant latest = later.orElse(due);
        return new Firing(latest.isBefore(oldest) ? null : latest, schedule.next(now));
    }
}
