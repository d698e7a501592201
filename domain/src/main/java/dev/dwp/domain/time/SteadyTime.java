package dev.dwp.domain.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Follows a clock that somebody may set, by a count of nanoseconds that nobody sets. What is shown never goes back and never
 * stands still: where the clock went back it goes a tenth slower until they agree, where the clock is ahead a tenth faster.
 * Where the clock is more than {@link #STEP} ahead it goes twice as fast, which leases bear that are renewed after a third of
 * their length; or it is told to {@link #catchUp} at once. Thread-safe.
 */
public final class SteadyTime {
    /** From here on a difference is one that somebody made, or the time of a machine that stood still. */
    public static final Duration STEP = Duration.ofMinutes(1);

    private static final long GENTLE = 10;
    private static final long STEP_NANOS = STEP.toNanos();
    private static final long NANOS = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS - 1;

    /** What was shown last; replaced by whoever reads. */
    private final AtomicReference<Reading> latest;

    private record Reading(long nanos, Instant shown) {}

    /** Shows that at that count of nanoseconds. */
    public SteadyTime(long nanos, Instant shown) {
        latest = new AtomicReference<>(new Reading(nanos, shown));
    }

    /** What to show at a count of nanoseconds at which the clock shows an instant. */
    public Instant at(long nanos, Instant clock) {
        while (true) {
            Reading before = latest.get();
            long passed = Math.max(0, nanos - before.nanos());
            Instant steady = before.shown().plusNanos(passed);
            Instant shown = steady.plusNanos(correction(nanosBetween(steady, clock), passed));
            if (latest.compareAndSet(before, new Reading(before.nanos() + passed, shown))) {
                return shown;
            }
        }
    }

    /** By how much the clock is ahead of what would be shown; negative where it is behind. */
    public Duration ahead(long nanos, Instant clock) {
        return Duration.ofNanos(nanosAhead(nanos, clock));
    }

    /** The same in nanoseconds; 292 years at most. */
    public long nanosAhead(long nanos, Instant clock) {
        return nanosAhead(latest.get(), nanos, clock);
    }

    private static long nanosAhead(Reading before, long nanos, Instant clock) {
        return nanosBetween(before.shown(), clock) - Math.max(0, nanos - before.nanos());
    }

    /** Counted in one number, since this is asked for several times for each request. */
    private static long nanosBetween(Instant from, Instant to) {
        long seconds = Math.clamp(to.getEpochSecond() - from.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return seconds * NANOS + (to.getNano() - from.getNano());
    }

    /** Goes forward at once to what the clock shows, if that is more than a step ahead; whether it was. */
    public boolean catchUp(long nanos, Instant clock) {
        while (true) {
            Reading before = latest.get();
            if (nanosAhead(before, nanos, clock) <= STEP_NANOS) {
                return false;
            }
            if (latest.compareAndSet(before, new Reading(nanos, clock))) {
                return true;
            }
        }
    }

    /** Begins anew, before anybody goes by it. */
    public void restart(long nanos, Instant clock) {
        latest.set(new Reading(nanos, clock));
    }

    private static long correction(long behind, long passed) {
        long most = behind > STEP_NANOS ? passed : passed / GENTLE;
        return Math.clamp(behind, -most, most);
    }
}
