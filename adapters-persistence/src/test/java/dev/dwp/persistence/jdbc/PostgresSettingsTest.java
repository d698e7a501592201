package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the writer's transactions run under, and nothing that comes after them on a connection that others use too. */
class PostgresSettingsTest {
    private static final Sql SHOW = Sql.same("""
            SELECT current_setting('jit') AS jit, current_setting('enable_seqscan') AS scan,
                current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('plan_cache_mode') AS plans
            """);

    private static String settings(Session session) throws SQLException {
        return session.first(
                        SHOW,
                        row -> "jit %s, scans %s, idle %s, plans %s"
                                .formatted(row.text("jit"), row.text("scan"), row.text("idle"), row.text("plans")))
                .orElseThrow();
    }

    @Test
    void endWithTheTransaction() throws SQLException {
        PostgresUrl url = new PostgresUrl(PostgresServer.emptyDatabase());
        PostgresDatabase database = new PostgresDatabase(url, new PostgresOpening(url).run());
        Transactions transactions = database.writers().getFirst();
        try (Session session = transactions.open()) {
            String before = settings(session);
            session.connection().commit();
            transactions.begin(session);
            assertEquals("jit off, scans off, idle 5s, plans force_generic_plan", settings(session));
            session.connection().commit();
            assertEquals(before, settings(session));
            assertEquals("jit on, scans on, idle 0, plans auto", before);
        } finally {
            database.close();
        }
    }
}
