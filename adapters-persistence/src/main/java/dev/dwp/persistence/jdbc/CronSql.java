package dev.dwp.persistence.jdbc;

/** Statements about cron entries. */
final class CronSql {
    private CronSql() {}

    /** What is remembered of some entries, which nobody else changes until the end of the transaction. Parameters: names. */
    static final Sql LOCK = new Sql("""
            SELECT name AS id, dwp_cron.* FROM dwp_cron WHERE name = ?
            """, """
            SELECT name AS id, dwp_cron.* FROM dwp_cron WHERE name = ANY(?::text[]) ORDER BY name FOR UPDATE
            """);

    /**
     * Remembers an entry that nobody has remembered; the result names those that this has done. Another node may be doing the
     * same: then this waits for it, and does nothing. Parameters: the columns in their order.
     */
    static final Sql REGISTER = new Sql("""
            INSERT INTO dwp_cron (name, schedule, next_run_at, last_run_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO NOTHING RETURNING name AS id
            """, """
            INSERT INTO dwp_cron (name, schedule, next_run_at, last_run_at)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])
            ON CONFLICT (name) DO NOTHING RETURNING name AS id
            """);

    /** Parameters: names. */
    static final Sql DELETE = new Sql("""
            DELETE FROM dwp_cron WHERE name = ?
            """, """
            DELETE FROM dwp_cron WHERE name = ANY(?::text[])
            """);

    /** Parameters: the columns in their order. */
    static final Sql PUT = new Sql("""
            INSERT INTO dwp_cron (name, schedule, next_run_at, last_run_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET
                schedule = excluded.schedule, next_run_at = excluded.next_run_at, last_run_at = excluded.last_run_at
            """, """
            INSERT INTO dwp_cron (name, schedule, next_run_at, last_run_at)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[])
            ON CONFLICT (name) DO UPDATE SET
                schedule = excluded.schedule, next_run_at = excluded.next_run_at, last_run_at = excluded.last_run_at
            """);

    static final Sql ALL = Sql.same("""
            SELECT * FROM dwp_cron ORDER BY name
            """);
}
