package dev.dwp.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the machine's clock without its steps: goes by {@link System#nanoTime}, which nobody sets, and makes up for a
 * difference by going up to a tenth faster or slower. So where somebody sets the machine's clock, waits do not stand still,
 * time limits and leases do not all run out at once, and nothing ends before it began (PROTOCOL §6). Thread-safe.
 */
final class SteadyClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    /** The part of the time that has passed by which it may be corrected. */
    private static final long GENTLE = 10;

    /** From here on the log says that the machine's clock was set. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final InstantSource machine;
    private final LongSupplier nanoTime;

    /** What was shown last; replaced by whoever reads the clock. */
    private final AtomicReference<Reading> latest;

    /**
     * What was shown.
     *
     * @param apart whether the machine's clock was a step away, as the log was told
     */
    private record Reading(long nanos, Instant shown, boolean apart) {}

    /** Follows the machine's clock from what it shows now. */
    SteadyClock() {
        this(Time.SYSTEM, System::nanoTime);
    }

    SteadyClock(InstantSource machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        this.latest = new AtomicReference<>(new Reading(nanoTime.getAsLong(), machine.instant(), false));
    }

    @Override
    public Instant instant() {
        while (true) {
            Reading before = latest.get();
            long passed = Math.max(0, nanoTime.getAsLong() - before.nanos());
            Instant steady = before.shown().plusNanos(passed);
            Duration behind = Duration.between(steady, machine.instant());
            Instant shown = steady.plusNanos(correction(behind, passed / GENTLE));
            boolean apart = behind.abs().compareTo(STEP) > 0;
            if (latest.compareAndSet(before, new Reading(before.nanos() + passed, shown, apart))) {
                if (apart && !before.apart()) {
                    tell(behind);
                }
                return shown.truncatedTo(ChronoUnit.MICROS);
            }
        }
    }

    private static long correction(Duration behind, long most) {
        if (behind.abs().compareTo(Duration.ofNanos(most)) <= 0) {
            return behind.toNanos();
        }
        return behind.isNegative() ? -most : most;
    }

    private static void tell(Duration behind) {
        LOG.warn(
                "The machine's clock was set {} by {}. This server's clock follows it slowly, by a tenth of the time that passes; a restart adopts it at once.",
                behind.isNegative() ? "back" : "forward",
                behind.abs());
    }
}
