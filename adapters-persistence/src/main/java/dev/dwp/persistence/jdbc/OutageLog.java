package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs an outage of a database once, however many run into it, and once that it is over for all of them. One that comes and
 * goes, as on a disk with room for some writes only, is logged once a minute. Thread-safe.
 */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<Object> without = new HashSet<>();

    /** Set while the outage that is on has been logged. */
    private boolean logged;

    private boolean ever;
    private long loggedNanos;
    private @Nullable String loggedReason;

    OutageLog() {
        this(System::nanoTime);
    }

    /** The same with another monotonic clock. */
    OutageLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Notes that somebody cannot use the database, or still cannot.
     *
     * @param reason in a few words, where it is one that an operator knows
     */
    void begin(Object who, @Nullable String reason, SQLException why) {
        if (isNews(who, reason)) {
            LOG.warn(
                    "The database does not work: {}. It is tried again until it does; until then requests are refused.",
                    reason == null ? why.getMessage() : reason + ": " + why.getMessage());
        }
        LOG.debug("The database failed.", why);
    }

    /** Notes that somebody can use it again. */
    void end(Object who) {
        if (isEnd(who)) {
            LOG.info("The database works again.");
        }
    }

    private boolean isNews(Object who, @Nullable String reason) {
        lock.lock();
        try {
            without.add(who);
            long now = nanos.getAsLong();
            boolean due = !ever || now - loggedNanos >= PAUSE_NANOS || !Objects.equals(reason, loggedReason);
            if (logged || !due) {
                return false;
            }
            logged = true;
            ever = true;
            loggedNanos = now;
            loggedReason = reason;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnd(Object who) {
        lock.lock();
        try {
            boolean over = without.remove(who) && without.isEmpty() && logged;
            if (over) {
                logged = false;
            }
            return over;
        } finally {
            lock.unlock();
        }
    }
}
