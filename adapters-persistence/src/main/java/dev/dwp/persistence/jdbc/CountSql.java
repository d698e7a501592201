package dev.dwp.persistence.jdbc;

/** Counts of jobs and runs, as statistics and {@code job.explain} want them. */
final class CountSql {
    private CountSql() {}

    /** Parameters: app twice, org twice; an empty text stands for any. */
    static final Sql JOBS_BY_STATE = Sql.same("""
            SELECT state AS label, CAST(SUM(n) AS BIGINT) AS n FROM dwp_job_count
            WHERE n > 0 AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
            GROUP BY state
            """);

    /** Parameters: app twice, org twice; an empty text stands for any. */
    static final Sql DEPTHS = Sql.same("""
            SELECT queue,
                CAST(SUM(CASE WHEN place = 'running' THEN 0 ELSE n END) AS BIGINT) AS waiting,
                CAST(SUM(CASE WHEN place = 'running' THEN n ELSE 0 END) AS BIGINT) AS running
            FROM dwp_job_count
            WHERE n > 0 AND place <> 'finished'
                AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
            GROUP BY queue
            """);

    /** Parameters: app twice, org twice; an empty text stands for any. */
    static final Sql RUNS_BY_STATE = Sql.same("""
            SELECT state AS label, CAST(SUM(n) AS BIGINT) AS n FROM dwp_run_count
            WHERE n > 0 AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
            GROUP BY state
            """);
}
