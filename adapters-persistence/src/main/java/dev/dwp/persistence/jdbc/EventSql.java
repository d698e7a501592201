package dev.dwp.persistence.jdbc;

/**
 * Statements that read the event log. Each reads the ends in the same statement as the events, because only together they
 * tell what was looked at, and the tail before the next life, which tells whether the cursor is of events that are lost. The
 * first parameter of each is the cursor, the last ones are the cursor again and the limit.
 */
final class EventSql {
    private EventSql() {}

    static final Sql HEAD = Sql.same("""
            SELECT head FROM dwp_log
            """);

    /** The ends, with each gap that matters to what is kept. */
    static final Sql EXTENT = Sql.same("""
            SELECT log.head, log.oldest, life.tail, life.base
            FROM dwp_log log LEFT JOIN dwp_life life ON life.base >= log.oldest - 1
            ORDER BY life.base
            """);

    /** Everything. */
    static final Sql ALL = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
                SELECT * FROM dwp_event WHERE n > ? ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of all jobs. */
    static final Sql JOBS = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
                SELECT * FROM dwp_event WHERE job_id IS NOT NULL AND n > ? ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of all runs. */
    static final Sql RUNS = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
                SELECT * FROM dwp_event WHERE run_id IS NOT NULL AND n > ? ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one app. Parameters: app, org twice, whether of jobs, whether of runs, whether of others. */
    static final Sql OF_APP = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
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
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
                SELECT * FROM dwp_event
                WHERE job_id = ? AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                    AND n > ?
                ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one run. Parameters: run, app twice, org twice. */
    static final Sql OF_RUN = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
                SELECT * FROM dwp_event
                WHERE run_id = ? AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                    AND n > ?
                ORDER BY n LIMIT ?
            ) event ON TRUE
            ORDER BY event.n
            """);

    /** Of one queue. Parameters: queue, app twice, org twice. */
    static final Sql OF_QUEUE = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, event.* FROM dwp_log log LEFT JOIN (
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

    /** Lives of which nothing is kept. Parameters: the last number dropped. */
    static final Sql FORGET_LIVES = Sql.same("""
            DELETE FROM dwp_life WHERE base < ?
            """);
}
