package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs an outage of a database once, however many run into it, and once that it is over for all of them. Thread-safe. */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    /** Guards the field below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<Object> without = new HashSet<>();

    /**
     * Notes that somebody cannot use the database.
     *
     * @param reason in a few words, where it is one that an operator knows
     */
    void begin(Object who, @Nullable String reason, SQLException why) {
        if (first(who)) {
            LOG.warn(
                    "The database does not work: {}. It is tried again until it does; until then requests are refused.",
                    reason == null ? why.getMessage() : reason + ": " + why.getMessage());
        }
        LOG.debug("The database failed.", why);
    }

    /** Notes that somebody can use it again. */
    void end(Object who) {
        if (last(who)) {
            LOG.info("The database works again.");
        }
    }

    private boolean first(Object who) {
        lock.lock();
        try {
            boolean none = without.isEmpty();
            return without.add(who) && none;
        } finally {
            lock.unlock();
        }
    }

    private boolean last(Object who) {
        lock.lock();
        try {
            return without.remove(who) && without.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
