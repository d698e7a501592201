package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes the end of a transaction on PostgreSQL and commits it, in one round trip. The head of the log is moved by the very
 * last statement, so its row, on which all nodes wait for each other, is locked only while the server itself works: numbers
 * follow the order of commits, and a node that stops dead holds up nobody.
 */
final class PostgresEnd {
    private static final List<String> EVENT = List.of("bigint", "text", "text", "text", "text", "text", "text");
    private static final List<String> JOB_COUNT = List.of("text", "text", "text", "text", "text", "text", "bigint");
    private static final List<String> RUN_COUNT = List.of("text", "text", "text", "text", "bigint");
    private static final List<String> LANE = List.of("text", "text", "text", "bigint");

    /** A log that ends below what this server has seen of it has lost its tail: it goes on in another life. */
    private static final Sql ALL = Sql.same("""
            WITH log AS (
                UPDATE dwp_log SET
                    tail = CASE WHEN head < ? THEN head ELSE tail END,
                    base = CASE WHEN head < ? THEN greatest(head + 1, CAST(? AS BIGINT) + 1, CLOCK) ELSE base END,
                    head = CASE WHEN head < ? THEN greatest(head + 1, CAST(? AS BIGINT) + 1, CLOCK) ELSE head END
                        + CAST(? AS BIGINT),
                    oldest = greatest(oldest, ?)
                RETURNING head - CAST(? AS BIGINT) AS before, base, tail
            ), lived AS (
                INSERT INTO dwp_life (base, tail) SELECT base, tail FROM log WHERE before = base AND base > tail
                ON CONFLICT (base) DO NOTHING
            ), marked AS (
                UPDATE dwp_writer SET batch = ?, head = log.before, seen_at = now() FROM log WHERE id = ?
            ), told AS (
                INSERT INTO dwp_event (n, at, app_id, org_id, job_id, run_id, queue, data)
                SELECT log.before + event.nth, at, app_id, org_id, job_id, run_id, queue, data
                FROM log, unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    WITH ORDINALITY AS event (at, app_id, org_id, job_id, run_id, queue, data, nth)
            ), jobs AS (
                INSERT INTO dwp_job_count AS counted (queue, app_id, org_id, name, state, place, n)
                SELECT change.* FROM log,
                    unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                    AS change (queue, app_id, org_id, name, state, place, n)
                ON CONFLICT (queue, app_id, org_id, name, state, place) DO UPDATE SET n = counted.n + excluded.n
            ), runs AS (
                INSERT INTO dwp_run_count AS counted (app_id, org_id, name, state, n)
                SELECT change.* FROM log, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                    AS change (app_id, org_id, name, state, n)
                ON CONFLICT (app_id, org_id, name, state) DO UPDATE SET n = counted.n + excluded.n
            ), newcomers AS (
                INSERT INTO dwp_lane (queue, app_id, org_id, turn)
                SELECT lane.queue, lane.app_id, lane.org_id, log.before + lane.nth
                FROM log, unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS lane (queue, app_id, org_id, nth)
                ON CONFLICT (queue, app_id, org_id) DO NOTHING
            ), served AS (
                INSERT INTO dwp_lane (queue, app_id, org_id, turn)
                SELECT lane.queue, lane.app_id, lane.org_id, log.before + lane.nth
                FROM log, unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS lane (queue, app_id, org_id, nth)
                ON CONFLICT (queue, app_id, org_id) DO UPDATE SET turn = excluded.turn
            )
            SELECT before FROM log;
            SELECT pg_notify('dwp', news) FROM (SELECT CAST(? AS TEXT) AS news) told WHERE news <> '';
            COMMIT
            """.replace("CLOCK", PostgresLives.CLOCK));

    /** For a transaction that changes nothing which all nodes share. */
    private static final Sql MARK = Sql.same("""
            WITH marked AS (
                UPDATE dwp_writer SET batch = ?, head = dwp_log.head, seen_at = now() FROM dwp_log WHERE id = ?
            )
            SELECT head AS before FROM dwp_log;
            SELECT pg_notify('dwp', news) FROM (SELECT CAST(? AS TEXT) AS news) told WHERE news <> '';
            COMMIT
            """);

    private PostgresEnd() {}

    /**
     * Writes it.
     *
     * @param lifeDue whether the log goes on in another life in any case
     * @return the head of the log before the transaction's own events
     */
    static long write(Transaction transaction, long batch, long writer, boolean lifeDue) throws SQLException {
        String news = transaction.news().isEmpty() ? "" : PostgresNews.text(writer, transaction.news());
        PreparedStatement statement = lifeDue || transaction.touchesLog()
                ? all(transaction, batch, writer, lifeDue, news)
                : transaction.session().bound(MARK, batch, writer, news);
        statement.execute();
        try (ResultSet results = statement.getResultSet()) {
            if (!results.next()) {
                throw new IllegalStateException("The row of the log is gone.");
            }
            return results.getLong("before");
        }
    }

    private static PreparedStatement all(Transaction transaction, long batch, long writer, boolean lifeDue, String news)
            throws SQLException {
        long told = transaction.told();
        long highest = transaction.highest();
        long lowestIntact = lifeDue ? Long.MAX_VALUE : highest;
        PreparedStatement statement = transaction
                .session()
                .bound(
                        ALL,
                        lowestIntact,
                        lowestIntact,
                        highest,
                        lowestIntact,
                        highest,
                        told,
                        transaction.oldest(),
                        told,
                        batch,
                        writer);
        Connection connection = transaction.session().connection();
        int at = PostgresDialect.bind(connection, statement, 11, EVENT, EndRows.events(transaction));
        at = PostgresDialect.bind(connection, statement, at, JOB_COUNT, EndRows.jobs(transaction));
        at = PostgresDialect.bind(connection, statement, at, RUN_COUNT, EndRows.runs(transaction));
        at = PostgresDialect.bind(connection, statement, at, LANE, EndRows.lanes(EndRows.newcomers(transaction), 0));
        at = PostgresDialect.bind(connection, statement, at, LANE, EndRows.lanes(transaction.served(), 0));
        statement.setString(at, news);
        return statement;
    }
}
