package dev.dwp.conformance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;

/** On a real PostgreSQL, started for this test. */
class PostgresProtocolTest extends ProtocolCases {
    private EmbeddedPostgres database;

    @Override
    String store() throws Exception {
        database = EmbeddedPostgres.start();
        return database.getJdbcUrl("postgres", "postgres");
    }

    @AfterAll
    void stopDatabase() throws Exception {
        database.close();
    }
}
