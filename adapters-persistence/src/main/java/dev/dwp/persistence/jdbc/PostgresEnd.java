package dev.dwp.persistence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the end of a transaction on PostgreSQL and commits it, in one round trip. The head of the log is moved by the very
 * last statement, so its row, on which all nodes wait for each other, is locked only while the server itself works: numbers
 * follow the order of commits, and a node that stops dead holds up nobody. A statement has the parts alone that have rows: to
 * set up one that has none takes the server a tenth of the whole, under the lock.
 */
final class PostgresEnd {
    /** A log that ends below what this server has seen of it has lost its tail: it goes on in another life. */
    private static final String MOVE_HEAD = """
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
            )""".replace("CLOCK", PostgresLives.CLOCK);

    private static final int FIRST_PART = 11;

    /** For a transaction that changes nothing which all nodes share. */
    private static final String MARK = """
            WITH log AS (
                SELECT head AS before FROM dwp_log
            ), marked AS (
                UPDATE dwp_writer SET batch = ?, head = log.before, seen_at = now() FROM log WHERE id = ?
            )""";

    /** What is written only if it has rows. */
    private static final List<Part> PARTS = List.of(
            new Part("told", transaction -> Segment.rows(transaction.events(), 0), """
                    INSERT INTO dwp_segment (first_n, last_n, oldest, youngest, summary, events)
                    SELECT log.before + first_n, log.before + last_n, segment.oldest, youngest, summary, events
                    FROM log, unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                        AS segment (first_n, last_n, oldest, youngest, summary, events)
                    """),
            new Part("jobs", EndRows::jobs, """
                    INSERT INTO dwp_job_count AS counted (queue, app_id, org_id, name, state, place, n)
                    SELECT change.* FROM log,
                        unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                        AS change (queue, app_id, org_id, name, state, place, n)
                    ON CONFLICT (queue, app_id, org_id, name, state, place) DO UPDATE SET n = counted.n + excluded.n
                    """),
            new Part("runs", EndRows::runs, """
                    INSERT INTO dwp_run_count AS counted (app_id, org_id, name, state, n)
                    SELECT change.* FROM log, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                        AS change (app_id, org_id, name, state, n)
                    ON CONFLICT (app_id, org_id, name, state) DO UPDATE SET n = counted.n + excluded.n
                    """),
            new Part("newcomers", transaction -> EndRows.lanes(EndRows.newcomers(transaction), 0), """
                    INSERT INTO dwp_lane (queue, app_id, org_id, turn)
                    SELECT lane.queue, lane.app_id, lane.org_id, log.before + lane.nth
                    FROM log, unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS lane (queue, app_id, org_id, nth)
                    ON CONFLICT (queue, app_id, org_id) DO NOTHING
                    """),
            new Part("served", transaction -> EndRows.lanes(transaction.served(), 0), """
                    INSERT INTO dwp_lane (queue, app_id, org_id, turn)
                    SELECT lane.queue, lane.app_id, lane.org_id, log.before + lane.nth
                    FROM log, unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS lane (queue, app_id, org_id, nth)
                    ON CONFLICT (queue, app_id, org_id) DO UPDATE SET turn = excluded.turn
                    """));

    /** The statements that have been needed so far. */
    private static final Map<Shape, Sql> STATEMENTS = new ConcurrentHashMap<>();

    /** A part of the statement: its rows, and how they are written. */
    private record Part(String name, Function<Transaction, List<@Nullable Object[]>> rows, String insert) {}

    /** What makes a statement: how it begins, the parts that it has, and whether there is news. */
    private record Shape(String beginning, List<Part> parts, boolean news) {
        Sql statement() {
            StringBuilder text = new StringBuilder(beginning);
            for (Part part : parts) {
                text.append(", ")
                        .append(part.name())
                        .append(" AS (\n")
                        .append(part.insert())
                        .append(')');
            }
            text.append(news ? "\nSELECT before, pg_notify('dwp', ?) FROM log" : "\nSELECT before FROM log");
            return Sql.same(text.append(";\nCOMMIT\n").toString());
        }
    }

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
                : mark(transaction, batch, writer, news);
        statement.execute();
        try (ResultSet results = statement.getResultSet()) {
            if (!results.next()) {
                throw new IllegalStateException("The row of the log is gone.");
            }
            return results.getLong("before");
        }
    }

    private static PreparedStatement mark(Transaction transaction, long batch, long writer, String news)
            throws SQLException {
        PreparedStatement statement = transaction.session().bound(statement(MARK, List.of(), news), batch, writer);
        if (!news.isEmpty()) {
            statement.setString(3, news);
        }
        return statement;
    }

    private static PreparedStatement all(Transaction transaction, long batch, long writer, boolean lifeDue, String news)
            throws SQLException {
        List<Part> parts = new ArrayList<>();
        List<List<@Nullable Object[]>> rows = new ArrayList<>();
        for (Part part : PARTS) {
            List<@Nullable Object[]> own = part.rows().apply(transaction);
            if (!own.isEmpty()) {
                parts.add(part);
                rows.add(own);
            }
        }
        long told = transaction.told();
        long highest = transaction.highest();
        long lowestIntact = lifeDue ? Long.MAX_VALUE : highest;
        PreparedStatement statement = transaction
                .session()
                .bound(
                        statement(MOVE_HEAD, List.copyOf(parts), news),
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
        int at = FIRST_PART;
        for (int i = 0; i < parts.size(); i++) {
            List<String> types = PostgresDialect.arraysOf(parts.get(i).insert());
            at = PostgresDialect.bind(connection, statement, at, types, rows.get(i));
        }
        if (!news.isEmpty()) {
            statement.setString(at, news);
        }
        return statement;
    }

    private static Sql statement(String beginning, List<Part> parts, String news) {
        return STATEMENTS.computeIfAbsent(new Shape(beginning, parts, !news.isEmpty()), Shape::statement);
    }
}
