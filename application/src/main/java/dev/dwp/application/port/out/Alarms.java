package dev.dwp.application.port.out;

import java.time.Instant;

/** Runs something at an instant of the injected clock. Thread-safe. */
public interface Alarms {

    /**
     * Runs {@code action} once at or soon after {@code when}, on a thread that it may block.
     *
     * @return calls it off when closed, if it has not begun
     */
    Wakeups.Registration at(Instant when, Runnable action);
}
