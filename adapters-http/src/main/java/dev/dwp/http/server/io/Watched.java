package dev.dwp.http.server.io;

/** A connection the {@link Watchdog} looks after. */
public interface Watched {
    /** What tells whether an operation has stalled. */
    StallGuard guard();

    /** Ends the connection at once, from another thread, without waiting for the stalled one. */
    void stalled();
}
