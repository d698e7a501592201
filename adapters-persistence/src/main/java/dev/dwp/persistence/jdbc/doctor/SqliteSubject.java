package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.SqliteUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A SQLite file. It can be read while a server writes it. */
record SqliteSubject(SqliteUrl url) implements Subject {

    @Override
    public String place() {
        return "sqlite:" + url.file();
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = url.resolved().connectToExamine();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Repair repair() throws SQLException {
        return SqliteRepair.begin(url.resolved());
    }

    @Override
    public Instant now(Connection connection, InstantSource own) {
        return own.instant();
    }

    @Override
    public Check greeting() {
        return new SqliteGreeting(place());
    }

    @Override
    public Check schema() {
        return new SqliteSchema();
    }

    @Override
    public List<Check> checks() {
        Liveness liveness = new Liveness(false);
        return List.of(
                new SqliteIntegrity(),
                new SqliteJournal(),
                new SqliteIndexes(),
                new EventLogEnds(),
                new Nodes(liveness),
                new Leases(liveness),
                new DueJobs(DueJobs.SQLITE, liveness),
                new DueRuns(),
                new PausedQueues(),
                new Counts(CountTable.JOBS),
                new Counts(CountTable.RUNS));
    }
}
