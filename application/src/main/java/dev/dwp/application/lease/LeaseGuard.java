package dev.dwp.application.lease;

import dev.dwp.application.port.out.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a worker does under leases that have run out, at that very instant, whether or not the store answers: another
 * worker may have it by then. One alarm at a time, and none while nothing is held. Thread-safe.
 */
public final class LeaseGuard {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Alarms alarms;
    private final Lapse lapse;

    /** When the alarm rings; {@code null} while none is set. */
    private final AtomicReference<@Nullable Instant> alarm = new AtomicReference<>();

    /** What is done when a lease runs out. */
    @FunctionalInterface
    public interface Lapse {
        /**
         * Ends what is held under leases that have run out, without asking the store.
         *
         * @return when the next of the others runs out; {@code null} when nothing is held
         */
        @Nullable
        Instant at(Instant now);
    }

    /** Watches nothing yet. */
    public LeaseGuard(InstantSource clock, Alarms alarms, Lapse lapse) {
        this.clock = clock;
        this.alarms = alarms;
        this.lapse = lapse;
    }

    /** Looks at the leases at an instant, or before: one that begins to be held runs out then. */
    public void expect(Instant until) {
        Instant known = alarm.getAndUpdate(set -> set == null || set.isAfter(until) ? until : set);
        if (known == null || known.isAfter(until)) {
            alarms.at(until, () -> ring(until));
        }
    }

    /** An alarm that an earlier one has replaced does nothing. */
    private void ring(Instant when) {
        if (!alarm.compareAndSet(when, null)) {
            return;
        }
        Instant next = clock.instant().plus(AFTER_FAILURE);
        try {
            next = lapse.at(clock.instant());
        } finally {
            if (next != null) {
                expect(next);
            }
        }
    }
}
