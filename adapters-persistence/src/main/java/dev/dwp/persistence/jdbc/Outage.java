package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a writer is without its database, why, and when to try again. Written by the writer alone, read by all. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** What was wrong last; {@code null} while nothing is. */
    private volatile @Nullable SQLException cause;

    private long pauseMillis = FIRST_PAUSE_MILLIS;

    boolean on() {
        return cause != null;
    }

    StoreUnavailable failure() {
        SQLException why = cause;
        return new StoreUnavailable(
                "The database cannot be reached or written%s.".formatted(why == null ? "" : ": " + why.getMessage()),
                why == null ? new IllegalStateException("away") : why);
    }

    /** For a caller whose commit may have taken place or not. */
    CommitInDoubt doubt() {
        return new CommitInDoubt("The database went away during the commit, which may have taken place.", failure());
    }

    void begin(SQLException why) {
        if (cause == null) {
            LOG.warn("The database cannot be reached or written; trying again until it can.", why);
        }
        cause = why;
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    void goOn(SQLException why) {
        cause = why;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    void end() {
        if (cause != null) {
            cause = null;
            LOG.info("The database is back.");
        }
    }

    /** How long to wait before the next try. */
    long pauseMillis() {
        return pauseMillis;
    }
}
