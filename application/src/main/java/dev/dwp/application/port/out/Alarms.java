package dev.dwp.application.port.out;

import java.time.Duration;
import java.time.Instant;

/** Runs something at an instant of the injected clock, or when so much time has passed. Thread-safe. */
public interface Alarms {

    /**
     * Runs {@code action} once at or soon after {@code when}, on a thread that it may block.
     *
     * @return calls it off when closed, if it has not begun
     */
    Wakeups.Registration at(Instant when, Runnable action);

    /**
     * Runs {@code action} once when so much time has passed, on a thread that it may block: for time limits, which do not run
     * out because a clock was set forward or a machine was suspended.
     *
     * @param now what the injected clock shows
     * @return calls it off when closed, if it has not begun
     */
    default Wakeups.Registration after(Duration pause, Instant now, Runnable action) {
        return at(now.plus(pause), action);
    }
}
