package dev.dwp.persistence.jdbc;

/** What SQLite writes at the end of a transaction, row by row; PostgreSQL does all of it in one statement. */
final class EndSql {
    private EndSql() {}

    /** Parameters: by how much, the oldest kept event or 0. */
    static final Sql MOVE_HEAD = Sql.same("""
            UPDATE dwp_log SET head = head + ?, oldest = max(oldest, ?) RETURNING head
            """);

    /** Parameters: those of {@link Segment#rows}. */
    static final Sql TELL = Sql.same("""
            INSERT INTO dwp_segment (first_n, last_n, oldest, youngest, summary, events) VALUES (?, ?, ?, ?, ?, ?)
            """);

    /** Parameters: queue, app, org, name, state, place, change. */
    static final Sql COUNT_JOBS = Sql.same("""
            INSERT INTO dwp_job_count AS counted (queue, app_id, org_id, name, state, place, n)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (queue, app_id, org_id, name, state, place) DO UPDATE SET n = counted.n + excluded.n
            """);

    /** Parameters: app, org, name, state, change. */
    static final Sql COUNT_RUNS = Sql.same("""
            INSERT INTO dwp_run_count AS counted (app_id, org_id, name, state, n) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (app_id, org_id, name, state) DO UPDATE SET n = counted.n + excluded.n
            """);

    /** Parameters: queue, app, org, number. */
    static final Sql NEWCOMER = Sql.same("""
            INSERT INTO dwp_lane (queue, app_id, org_id, turn) VALUES (?, ?, ?, ?)
            ON CONFLICT (queue, app_id, org_id) DO NOTHING
            """);

    /** Parameters: queue, app, org, number. */
    static final Sql SERVED = Sql.same("""
            INSERT INTO dwp_lane (queue, app_id, org_id, turn) VALUES (?, ?, ?, ?)
            ON CONFLICT (queue, app_id, org_id) DO UPDATE SET turn = excluded.turn
            """);
}
