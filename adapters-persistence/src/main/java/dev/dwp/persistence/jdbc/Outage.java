package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a writer is without its database, why, and when to try again. Written by the writer alone, read by all. */
final class Outage {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Dialect dialect;
    private final OutageLog log;

    /** What was wrong last; {@code null} while nothing is. */
    private volatile @Nullable SQLException cause;

    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /** Set while something was written since the last outage; used by the writer alone. */
    private boolean worked = true;

    Outage(Dialect dialect, OutageLog log) {
        this.dialect = dialect;
        this.log = log;
    }

    boolean on() {
        return cause != null;
    }

    StoreUnavailable failure() {
        SQLException why = cause;
        if (why == null) {
            return new StoreUnavailable(
                    "The database could not be reached or written.", new IllegalStateException("away"));
        }
        return new StoreUnavailable(
                "The database cannot be reached or written: " + why.getMessage(), dialect.reason(why), why);
    }

    /** For a caller whose commit may have taken place or not. */
    CommitInDoubt doubt() {
        return new CommitInDoubt("The database went away during the commit, which may have taken place.", failure());
    }

    /** Begins with a short pause, unless nothing but a probe has worked since the last one: then goes on with longer ones. */
    void begin(SQLException why) {
        if (cause == null) {
            pauseMillis = worked ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        }
        cause = why;
        log.begin(this, dialect.reason(why), why);
    }

    /** Notes that something was written. */
    void work() {
        worked = true;
    }

    void goOn(SQLException why) {
        cause = why;
        log.begin(this, dialect.reason(why), why);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    void end() {
        if (cause != null) {
            cause = null;
            worked = false;
            log.end(this);
        }
    }

    /** How long to wait before the next try. */
    long pauseMillis() {
        return pauseMillis;
    }
}
