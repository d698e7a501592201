package dev.dwp.persistence.jdbc;

/**
 * Statements that read the event log. Each reads head and oldest in the same statement as the events, because only
 * together they tell what was looked at; the last parameters of each are the cursor and the limit.
 */
final class EventSql {
    private EventSql() {}

    static final Sql ENDS = Sql.same("""
            SELECT head, oldest FROM dwp_log
            """);

    /** Everything. */
    static final Sql ALL = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event WHERE n > ? ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of all jobs. */
    static final Sql JOBS = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event WHERE job_id IS NOT NULL AND n > ? ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of all runs. */
    static final Sql RUNS = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event WHERE run_id IS NOT NULL AND n > ? ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one app. Parameters: app, org twice, whether of jobs, whether of runs, whether of others. */
    static final Sql OF_APP = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event
                WHERE app_id = ? AND app_id <> '' AND (CAST(? AS TEXT) = '' OR org_id = ?)
                    AND CASE WHEN job_id IS NOT NULL THEN CAST(? AS BIGINT)
                        WHEN run_id IS NOT NULL THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END = 1
                    AND n > ?
                ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one job. Parameters: job, app twice, org twice. */
    static final Sql OF_JOB = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event
                WHERE job_id = ? AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                    AND n > ?
                ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one run. Parameters: run, app twice, org twice. */
    static final Sql OF_RUN = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event
                WHERE run_id = ? AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                    AND n > ?
                ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one queue. Parameters: queue, app twice, org twice. */
    static final Sql OF_QUEUE = Sql.same("""
            SELECT tail.head, tail.oldest, event.* FROM dwp_log tail LEFT JOIN (
                SELECT * FROM dwp_event
                WHERE queue = ? AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                    AND n > ?
                ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** The first event of a stretch that is not older than an instant. Parameters: from, below, instant. */
    static final Sql FIRST_YOUNG = Sql.same("""
            SELECT n FROM dwp_event WHERE n >= ? AND n < ? AND at >= ? ORDER BY n LIMIT 1
            """);

    /** Parameters: below. */
    static final Sql DROP = Sql.same("""
            DELETE FROM dwp_event WHERE n < ?
            """);
}
