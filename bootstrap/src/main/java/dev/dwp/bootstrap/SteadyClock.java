package dev.dwp.bootstrap;

import dev.dwp.domain.time.SteadyTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the machine's clock so that waits never stand still and nothing ends before it began (PROTOCOL §6): goes by
 * {@link System#nanoTime}, which nobody sets, and makes up for a difference gently. More than a minute forward is adopted at
 * once, as a machine that was suspended cannot be told from one whose clock was set; what has a time limit is measured by
 * {@code nanoTime} ({@link dev.dwp.application.port.out.Alarms#after}), so that it does not run out by that. Thread-safe.
 */
final class SteadyClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    private static final long STEP_NANOS = SteadyTime.STEP.toNanos();
    private static final long MICRO = 1_000;

    private final InstantSource machine;
    private final LongSupplier nanoTime;
    private final SteadyTime time;

    /** Whether this clock is a step ahead of the machine's, as the log was told; set by whoever finds that it has changed. */
    private final AtomicBoolean ahead = new AtomicBoolean();

    /** Follows the machine's clock from what it shows now. */
    SteadyClock() {
        this(Time.SYSTEM, System::nanoTime);
    }

    SteadyClock(InstantSource machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        this.time = new SteadyTime(nanoTime.getAsLong(), machine.instant());
    }

    /** The machine's clock is read first: whatever holds the thread up in between makes it show too little, never too much. */
    @Override
    public Instant instant() {
        Instant shown = machine.instant();
        long nanos = nanoTime.getAsLong();
        long step = time.nanosAhead(nanos, shown);
        if (step > STEP_NANOS && time.catchUp(nanos, shown)) {
            LOG.warn("The machine's clock went forward by {}, and so did this server's.", Duration.ofNanos(step));
        }
        tellIfSetBack(-step);
        Instant steady = time.at(nanos, shown);
        return Instant.ofEpochSecond(steady.getEpochSecond(), steady.getNano() / MICRO * MICRO);
    }

    /** Once for each step. */
    private void tellIfSetBack(long advance) {
        boolean now = advance > STEP_NANOS;
        if (now != ahead.get() && ahead.compareAndSet(!now, now) && now) {
            LOG.warn(
                    "The machine's clock was set back by {}. This server's clock goes on, a tenth slower until they agree; a restart adopts the machine's at once.",
                    Duration.ofNanos(advance));
        }
    }
}
