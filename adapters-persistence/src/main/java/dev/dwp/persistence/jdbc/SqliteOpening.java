package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.LogExtent;
import dev.dwp.domain.channel.Cursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What happens to a SQLite file before anything else: it is looked at, brought up to date, and taken over. */
final class SqliteOpening {
    private static final int OURS = 1146572849;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;
    private static final String SOUND = "ok";
    private static final long LONGEST_CHECK_SECONDS = 2;

    private static final Sql APPLICATION = Sql.same("PRAGMA application_id");
    private static final Sql EARLIER = Sql.same("SELECT 1 AS one FROM sqlite_schema WHERE name = ?");
    private static final Sql CHECK = Sql.same("PRAGMA quick_check(1)");
    private static final Sql END_JOB_LEASES = Sql.same("UPDATE dwp_held SET lease_until = ? WHERE lease_until > ?");
    private static final Sql END_RUN_LEASES =
            Sql.same("UPDATE dwp_run SET lease_until = ? WHERE worker IS NOT NULL AND lease_until > ?");
    private static final Sql BEGIN_LIFE =
            Sql.same("INSERT INTO dwp_life (base, tail) SELECT max(head + 1, ?), head FROM dwp_log");
    private static final Sql ENTER_LIFE =
            Sql.same("UPDATE dwp_log SET head = (SELECT base FROM dwp_life ORDER BY base DESC LIMIT 1)");
    private static final Sql FORGET_NODES = Sql.same("DELETE FROM dwp_node");

    private final SqliteDatabase database;
    private final Path path;

    private interface Work {
        List<Migration> on(Session session) throws SQLException;
    }

    SqliteOpening(SqliteDatabase database, Path path) {
        this.database = database;
        this.path = path;
    }

    /**
     * Prepares the file.
     *
     * @throws UnusableStore when it is none of ours, damaged, or of a newer version
     */
    void run(InstantSource clock) {
        opened(session -> {
            List<Migration> taken = SqliteMigrations.run(session);
            takeOver(session, clock.instant());
            return taken;
        });
    }

    /**
     * Brings the file up to date, and no more.
     *
     * @return the steps that it took
     * @throws UnusableStore as before
     */
    List<Migration> migrate() {
        return opened(SqliteMigrations::run);
    }

    private List<Migration> opened(Work work) {
        try {
            if (Files.exists(path) && Files.size(path) > 0) {
                inspect();
            }
            try (Session session = database.openWriter()) {
                return work.on(session);
            }
        } catch (SQLException e) {
            throw unusable(e);
        } catch (java.io.IOException e) {
            throw new UnusableStore("The database file %s cannot be read: %s.".formatted(path, e), e);
        }
    }

    /** Looks without changing anything but half a change of a process that was killed: nothing can be read until it is undone. */
    private void inspect() throws SQLException {
        try (Session session = database.openReadOnly()) {
            inspect(session);
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) != READ_ONLY) {
                throw e;
            }
            try (Session session = database.openReader()) {
                inspect(session);
            }
        }
    }

    private void inspect(Session session) throws SQLException {
        int version = SqliteMigrations.versionOf(session);
        int application =
                session.first(APPLICATION, row -> row.integer("application_id")).orElseThrow();
        if (application != OURS && !(application == 0 && isEmpty(session))) {
            throw new UnusableStore(
                    "%s is a SQLite database of another application; it was left as it is. Use another file."
                            .formatted(path));
        }
        if (version > Migration.latest()) {
            throw new UnusableStore("%s is of version %d, and this server knows versions up to %d; use a newer server."
                    .formatted(path, version, Migration.latest()));
        }
        if (!session.list(EARLIER, row -> true, Migration.EARLIER_INDEX).isEmpty()) {
            throw new UnusableStore("The database %s %s".formatted(path, Migration.EARLIER));
        }
        requireSound(session);
    }

    private static boolean isEmpty(Session session) throws SQLException {
        return session.list(Sql.same("SELECT 1 AS one FROM sqlite_schema LIMIT 1"), row -> true)
                .isEmpty();
    }

    /** Looks for damage for a while; in a large file some may show only when it is met. */
    private void requireSound(Session session) throws SQLException {
        Statement check = session.prepared(CHECK);
        Executor later = CompletableFuture.delayedExecutor(LONGEST_CHECK_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Void> timer = CompletableFuture.runAsync(() -> cancel(check), later);
        try {
            String found = session.first(CHECK, row -> row.text("quick_check")).orElse(SOUND);
            if (!found.equals(SOUND)) {
                throw damaged(found);
            }
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) != INTERRUPTED) {
                throw e;
            }
        } finally {
            timer.cancel(false);
        }
    }

    private static void cancel(Statement check) {
        try {
            check.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Nobody else uses the file, so whoever held a lease or called itself a node is gone. It may be an older copy, and what was
     * given out since is lost: the log begins another life (PROTOCOL §7.3).
     */
    private static void takeOver(Session session, Instant now) throws SQLException {
        session.prepared(SqliteTransactions.BEGIN).execute();
        session.update(BEGIN_LIFE, LogExtent.base(Cursor.START, now).n());
        session.update(ENTER_LIFE);
        session.prepared(SqliteTransactions.COMMIT).execute();
        long micros = Micros.of(now);
        session.update(END_JOB_LEASES, micros, micros);
        session.update(END_RUN_LEASES, micros, micros);
        session.update(FORGET_NODES);
    }

    private UnusableStore unusable(SQLException e) {
        return switch (e.getErrorCode() & 0xff) {
            case CORRUPT, NOT_A_DATABASE -> damaged(String.valueOf(e.getMessage()));
            default -> new UnusableStore("The database %s cannot be opened: %s.".formatted(path, e.getMessage()), e);
        };
    }

    private UnusableStore damaged(String how) {
        return new UnusableStore(
                "The database %s is damaged (%s); it was left as it is. Restore a backup, or use another file."
                        .formatted(path, how));
    }
}
