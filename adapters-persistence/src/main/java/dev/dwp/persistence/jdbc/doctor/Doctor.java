package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.PostgresUrl;
import dev.dwp.persistence.jdbc.SqliteUrl;
import dev.dwp.persistence.jdbc.UnusableStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the database of a store, also while servers work on it, and says what it has found. It changes nothing but what it
 * is asked to repair. Immutable.
 */
public final class Doctor {
    private final Subject subject;
    private final Norms norms;
    private final InstantSource clock;

    Doctor(Subject subject, Norms norms, InstantSource clock) {
        this.subject = subject;
        this.norms = norms;
        this.clock = clock;
    }

    /** For a SQLite file. */
    public static Doctor sqlite(Path file, Norms norms, InstantSource clock) {
        return new Doctor(new SqliteSubject(new SqliteUrl(file)), norms, clock);
    }

    /**
     * For a PostgreSQL database.
     *
     * @param url a JDBC URL, with user and password where they are needed; neither is shown
     * @throws dev.dwp.persistence.jdbc.UnusableStore when it is no such URL
     */
    public static Doctor postgres(String url, Norms norms, InstantSource clock) {
        return new Doctor(new PostgresSubject(new PostgresUrl(url), clock), norms, clock);
    }

    /** Looks at everything; a database that cannot be reached, or is of another version, at no more than that. */
    public List<Finding> examine() {
        return examine(List.of());
    }

    /** Puts counts right that have come apart from what they count, and then looks at everything. */
    public List<Finding> repair() {
        return examine(List.of(new CountRepair(subject, CountTable.JOBS), new CountRepair(subject, CountTable.RUNS)));
    }

    private List<Finding> examine(List<Check> before) {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = subject.connect()) {
            Evidence evidence = new Evidence(connection, subject.now(connection, clock), norms);
            if (passed(subject.greeting(), evidence, findings) && passed(subject.schema(), evidence, findings)) {
                for (Check check : before) {
                    findings.add(found(check, evidence));
                }
                for (Check check : subject.checks()) {
                    findings.add(found(check, evidence));
                }
            }
        } catch (UnusableStore e) {
            String message = String.valueOf(e.getMessage());
            findings.add(Finding.fail("connection", message.replaceFirst("\\.$", ""), "Then look again."));
        } catch (SQLException e) {
            findings.add(Finding.fail(
                    "connection",
                    "%s cannot be reached: %s".formatted(subject.place(), e.getMessage()),
                    "Check that it is there, and the rights."));
        }
        return findings;
    }

    /** Makes a check without which no other makes sense. */
    private static boolean passed(Check check, Evidence evidence, List<Finding> findings) throws SQLException {
        Finding finding = found(check, evidence);
        findings.add(finding);
        return finding.level() != Finding.Level.FAIL;
    }

    private static Finding found(Check check, Evidence evidence) throws SQLException {
        try {
            return check.examine(evidence);
        } catch (SQLException e) {
            return Finding.fail(
                    check.name(), "this cannot be looked at: " + e.getMessage(), "Check the tables and the rights.");
        } finally {
            end(evidence.connection());
        }
    }

    /** Where a check is a transaction, it ends with the check, also after a failure. */
    private static void end(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }
}
