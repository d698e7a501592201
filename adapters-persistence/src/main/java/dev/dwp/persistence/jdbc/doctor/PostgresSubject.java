package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.PostgresUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A PostgreSQL database.
 *
 * @param clock of this machine
 */
record PostgresSubject(PostgresUrl url, InstantSource clock) implements Subject {

    @Override
    public String place() {
        return url.toString();
    }

    /** Read-only by its transactions: what a session sets would stay with a pooler's connection. */
    @Override
    public Connection connect() throws SQLException {
        Connection connection = url.connectPatiently();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        return connection;
    }

    @Override
    public Repair repair() throws SQLException {
        return PostgresRepair.begin(url);
    }

    @Override
    public Instant now(Connection connection, InstantSource own) throws SQLException {
        return PostgresTime.ask(connection);
    }

    @Override
    public Check greeting() {
        return new PostgresGreeting(place());
    }

    @Override
    public Check schema() {
        return new PostgresSchema();
    }

    @Override
    public List<Check> checks() {
        Liveness liveness = new Liveness(true);
        return List.of(
                new PostgresClockCheck(clock),
                new PostgresSettings(),
                new PostgresConnections(),
                new PostgresIndexes(url),
                new PostgresTransactions(),
                new PostgresDeadRows(),
                new EventLogEnds(),
                new Nodes(liveness),
                new Leases(liveness),
                new DueJobs(DueJobs.POSTGRES, liveness),
                new DueRuns(),
                new PausedQueues(),
                new Counts(CountTable.JOBS),
                new Counts(CountTable.RUNS));
    }
}
