package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** That the database answers, how quickly, and which one it is. */
record PostgresGreeting(String place) implements Check {
    private static final int OLDEST = 140_000;
    private static final int QUESTIONS = 5;

    private static final String SERVER = """
            SELECT current_setting('server_version') AS version,
                CAST(current_setting('server_version_num') AS INTEGER) AS number, pg_is_in_recovery() AS standby
            """;

    private record Server(String version, int number, boolean standby) {}

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        Server server = evidence.one(
                SERVER, row -> new Server(row.getString("version"), row.getInt("number"), row.getBoolean("standby")));
        String seen = "%s, PostgreSQL %s, %.1f ms a round trip".formatted(place, server.version(), roundTrip(evidence));
        if (server.number() < OLDEST) {
            return Finding.fail(name(), seen, "Version 14 is the oldest that servers work with: upgrade it.");
        }
        return server.standby()
                ? Finding.fail(name(), seen + "; it is a standby", "Servers must write: name the primary.")
                : Finding.ok(name(), seen);
    }

    /** The shortest of a few, in milliseconds. */
    private static double roundTrip(Evidence evidence) throws SQLException {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < QUESTIONS; i++) {
            long before = System.nanoTime();
            evidence.one("SELECT 1", row -> row.getInt(1));
            shortest = Math.min(shortest, System.nanoTime() - before);
        }
        return shortest / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
