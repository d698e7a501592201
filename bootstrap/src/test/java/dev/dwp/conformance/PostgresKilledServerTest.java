package dev.dwp.conformance;

import dev.dwp.cluster.Postgres;

class PostgresKilledServerTest extends KilledServerCases {
    private final String database = Postgres.newDatabase();

    @Override
    String store() {
        return database;
    }
}
