package dev.dwp.persistence.jdbc;

/** Statements about kept signals. */
final class SignalSql {
    private SignalSql() {}

    /** Parameters: the columns in their order. */
    static final Sql KEEP = new Sql("""
            INSERT INTO dwp_signal (id, name, signal_key, payload, app_id, org_id, run_id, published_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_signal (id, name, signal_key, payload, app_id, org_id, run_id, published_at)
            SELECT * FROM unnest(
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            """);

    /** Which of some signals are kept; nobody else takes them until the end of the transaction. Parameters: ids. */
    static final Sql LOCK = new Sql("""
            SELECT id FROM dwp_signal WHERE id = ?
            """, """
            SELECT id FROM dwp_signal WHERE id = ANY(?::text[]) ORDER BY id FOR UPDATE
            """);

    /** Parameters: ids. */
    static final Sql TAKE = new Sql("""
            DELETE FROM dwp_signal WHERE id = ?
            """, """
            DELETE FROM dwp_signal WHERE id = ANY(?::text[])
            """);

    /** Parameters: published before, limit. */
    static final Sql DELETE_BEFORE = new Sql("""
            DELETE FROM dwp_signal WHERE id IN (
                SELECT id FROM dwp_signal WHERE published_at < ? ORDER BY published_at LIMIT ?)
            """, """
            DELETE FROM dwp_signal WHERE id = ANY(ARRAY(
                SELECT id FROM dwp_signal WHERE published_at < ? ORDER BY published_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """);

    /** Of any key. Parameters: name, app, org; run, name. */
    static final Sql OLDEST_KEPT = Sql.same("""
            SELECT * FROM (
                SELECT * FROM dwp_signal WHERE run_id IS NULL AND name = ? AND app_id = ? AND org_id = ?
                ORDER BY published_at, id LIMIT 1) anyones
            UNION ALL
            SELECT * FROM (
                SELECT * FROM dwp_signal WHERE run_id = ? AND name = ?
                ORDER BY published_at, id LIMIT 1) own
            ORDER BY published_at, id LIMIT 1
            """);

    /** Of one key, or naming the run alone. Parameters: name, app, org, key; run, name, key. */
    static final Sql OLDEST_KEPT_OF_KEY = Sql.same("""
            SELECT * FROM (
                SELECT * FROM dwp_signal
                WHERE run_id IS NULL AND name = ? AND app_id = ? AND org_id = ? AND signal_key = ?
                ORDER BY published_at, id LIMIT 1) anyones
            UNION ALL
            SELECT * FROM (
                SELECT * FROM dwp_signal WHERE run_id = ? AND name = ? AND (signal_key = ? OR signal_key IS NULL)
                ORDER BY published_at, id LIMIT 1) own
            ORDER BY published_at, id LIMIT 1
            """);
}
