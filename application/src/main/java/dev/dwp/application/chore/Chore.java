package dev.dwp.application.chore;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is done again and again, in turns that never overlap. Each turn says when the next one is; an alarm
 * begins it on a thread of its own, so that nothing runs and nothing polls in between. A turn that the store has no answer
 * for is taken again after pauses that grow to 5 s; one that fails for another reason, after a minute. Thread-safe.
 */
public final class Chore {
    private static final Logger LOG = LoggerFactory.getLogger(Chore.class);
    private static final Duration AFTER_DEFECT = Duration.ofMinutes(1);

    private final String name;
    private final Turn turn;
    private final InstantSource clock;
    private final Alarms alarms;

    /** The role of taking turns: whoever has it takes them; whoever stops the chore keeps it for ever. */
    private final Semaphore role = new Semaphore(1);

    /** Whether a turn was asked for that has not begun; set by anyone, cleared by whoever has the role. */
    private final AtomicBoolean wanted = new AtomicBoolean();

    /** The alarm for the next turn; replaced by whoever has the role. */
    private final AtomicReference<Wakeups.@Nullable Registration> alarm = new AtomicReference<>();

    /** Used by whoever has the role. */
    private final Backoff backoff = new Backoff();

    /** Set once, by whoever stops the chore. */
    private volatile boolean stopped;

    /**
     * Knows what to do; does nothing yet.
     *
     * @param name what the log calls it
     */
    public Chore(String name, Turn turn, InstantSource clock, Alarms alarms) {
        this.name = name;
        this.turn = turn;
        this.clock = clock;
        this.alarms = alarms;
    }

    /** Takes the first turn, on the caller's thread; alarms begin the following ones. */
    public void start() {
        ring();
    }

    /** Asks for a turn at an instant, beside the one that is awaited; does not wait for it. */
    public void wake(Instant when) {
        alarms.at(when, this::ring);
    }

    /**
     * Takes no turn any more.
     *
     * @return whether a turn under way ended within the grace period
     */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        boolean idle = role.tryAcquire(grace.toNanos(), TimeUnit.NANOSECONDS);
        replaceAlarm(null);
        return idle;
    }

    /** A ring that finds the role taken leaves its wish behind: whoever has the role looks for it after giving it up. */
    private void ring() {
        wanted.set(true);
        while (!stopped && wanted.get() && role.tryAcquire()) {
            try {
                wanted.set(false);
                Instant next = next();
                replaceAlarm(next == null ? null : alarms.at(next, this::ring));
            } finally {
                role.release();
            }
        }
    }

    private void replaceAlarm(Wakeups.@Nullable Registration next) {
        Wakeups.Registration before = alarm.getAndSet(next);
        if (before != null) {
            before.close();
        }
    }

    private @Nullable Instant next() {
        try {
            Instant next = turn.take();
            if (backoff.failing()) {
                LOG.info("The {} go on.", name);
            }
            backoff.reset();
            return next;
        } catch (StoreUnavailable e) {
            if (!backoff.failing()) {
                LOG.debug("The {} wait until the store is back.", name, e);
            }
            return clock.instant().plus(backoff.next());
        } catch (RuntimeException | Error e) {
            LOG.error("The {} failed unexpectedly; next try in {}.", name, AFTER_DEFECT, e);
            return clock.instant().plus(AFTER_DEFECT);
        }
    }
}
