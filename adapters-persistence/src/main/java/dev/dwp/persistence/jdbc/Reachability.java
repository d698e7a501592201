package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StoreUnavailable;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends callers away at once while the database does not answer. It counts as away since a connection could not be opened, or
 * fell silent, with no other answered meanwhile; until any is answered again. A database that answers, but cannot be written,
 * is not away: it can be read. Thread-safe.
 */
final class Reachability {
    private static final String NO_ANSWER = "no answer";

    /** No connection could be made; a connection has failed. */
    private static final Set<String> SILENT = Set.of("08001", "08006");

    private final OutageLog log = new OutageLog();
    private final List<Runnable> losses = new CopyOnWriteArrayList<>();

    /** Since when it is away, and why; {@code null} while it answers. */
    private final AtomicReference<@Nullable Loss> loss = new AtomicReference<>();

    /** When any connection was answered last; written by whoever got the answer. */
    private volatile long answeredNanos = System.nanoTime();

    private record Loss(SQLException cause, long sinceNanos) {}

    /** Where the outages of this database are logged, whoever runs into them. */
    OutageLog log() {
        return log;
    }

    /** Runs something whenever the database goes away: what waits for it is to be sent away. Once, before it is used. */
    void onLoss(Runnable action) {
        losses.add(action);
    }

    boolean away() {
        return loss.get() != null;
    }

    /**
     * Sends a caller away while nobody answers.
     *
     * @throws StoreUnavailable at once, saying for how long that has been so
     */
    void check() {
        if (away()) {
            throw failure();
        }
    }

    /** Says that the database does not answer. */
    StoreUnavailable failure() {
        Loss now = loss.get();
        if (now == null) {
            return new StoreUnavailable(
                    "The database cannot be reached; it has just come back.", new IllegalStateException("away"));
        }
        return new StoreUnavailable(
                "The database cannot be reached since %d s: %s"
                        .formatted(
                                (System.nanoTime() - now.sinceNanos()) / 1_000_000_000,
                                now.cause().getMessage()),
                NO_ANSWER,
                now.cause());
    }

    /** Notes an answer of the database, on whichever connection. */
    void answered() {
        answeredNanos = System.nanoTime();
        if (loss.get() != null && loss.getAndSet(null) != null) {
            log.end(this);
        }
    }

    /**
     * Notes that a connection could not be opened, or was silent for too long.
     *
     * @param askedNanos when that began, as {@link System#nanoTime} tells it: an answer since then outweighs it
     * @return whether the database counts as away now
     */
    boolean lost(SQLException cause, long askedNanos) {
        if (!silent(cause)) {
            return away();
        }
        if (answeredNanos - askedNanos < 0 && loss.compareAndSet(null, new Loss(cause, System.nanoTime()))) {
            log.begin(this, NO_ANSWER, cause);
            losses.forEach(Runnable::run);
        } else if (away()) {
            log.begin(this, NO_ANSWER, cause);
            if (!away()) {
                log.end(this); // it has answered meanwhile
            }
        }
        return away();
    }

    /** Tells whether nobody has answered, as when connecting or a connection fails: a refusal that says why is an answer. */
    static boolean silent(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && SILENT.contains(state);
    }
}
