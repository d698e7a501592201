package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.QueueSituation;

/** The statement behind {@code job.explain}. */
final class SituationSql {
    private SituationSql() {}

    /**
     * How things stand in a queue for one job. Jobs that have become due since the last claim still stand as later and are
     * counted there. Of what goes first it counts no more than {@link QueueSituation#MOST_COUNTED} of higher priority, and as
     * many that came earlier. Parameters: queue, app, org, priority, id, now.
     */
    static final Sql SITUATION = Sql.same("""
            WITH asked AS (
                SELECT CAST(? AS TEXT) AS queue, CAST(? AS TEXT) AS app_id, CAST(? AS TEXT) AS org_id,
                    CAST(? AS BIGINT) AS priority, CAST(? AS TEXT) AS id, CAST(? AS BIGINT) AS now
            ), counted AS (
                SELECT n.place, n.n, n.app_id = asked.app_id AND n.org_id = asked.org_id AS own
                FROM asked, dwp_job_count n
                WHERE n.queue = asked.queue AND n.n > 0 AND n.place IN ('running', 'due')
            ), later AS (
                SELECT DISTINCT n.name FROM asked, dwp_job_count n
                WHERE n.queue = asked.queue AND n.n > 0 AND n.place = 'later'
            ), fallen_due AS (
                SELECT
                    (SELECT count(*) FROM dwp_later job
                        WHERE job.name = later.name AND job.run_at <= asked.now
                            AND job.queue = asked.queue AND job.app_id = asked.app_id AND job.org_id = asked.org_id
                            AND (job.priority > asked.priority
                                OR (job.priority = asked.priority AND job.id < asked.id))) AS ahead,
                    (SELECT count(*) FROM dwp_later job
                        WHERE job.name = later.name AND job.run_at <= asked.now
                            AND job.queue = asked.queue
                            AND NOT (job.app_id = asked.app_id AND job.org_id = asked.org_id)) AS others
                FROM asked, later
            ), due AS (
                SELECT DISTINCT n.name FROM asked, dwp_job_count n
                WHERE n.queue = asked.queue AND n.app_id = asked.app_id AND n.org_id = asked.org_id
                    AND n.n > 0 AND n.place = 'due'
            ), higher AS (
                SELECT job.id FROM asked CROSS JOIN due CROSS JOIN dwp_due job
                WHERE job.queue = asked.queue AND job.app_id = asked.app_id
                    AND job.org_id = asked.org_id AND job.name = due.name AND job.priority > asked.priority
                LIMIT 10000
            ), earlier AS (
                SELECT job.id FROM asked CROSS JOIN due CROSS JOIN dwp_due job
                WHERE job.queue = asked.queue AND job.app_id = asked.app_id
                    AND job.org_id = asked.org_id AND job.name = due.name AND job.priority = asked.priority
                    AND job.id < asked.id
                LIMIT 10000
            )
            SELECT
                (SELECT count(*) FROM dwp_paused_queue paused WHERE paused.queue = asked.queue) AS paused,
                (SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM counted WHERE place = 'running') AS running,
                (SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM counted WHERE place = 'running' AND own)
                    AS tenant_running,
                (SELECT count(*) FROM higher) + (SELECT count(*) FROM earlier)
                    + (SELECT CAST(COALESCE(SUM(ahead), 0) AS BIGINT) FROM fallen_due) AS ahead,
                (SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM counted WHERE place = 'due' AND NOT own)
                    + (SELECT CAST(COALESCE(SUM(others), 0) AS BIGINT) FROM fallen_due) AS others_due,
                bucket.queue AS bucket, bucket.tokens, bucket.at
            FROM asked LEFT JOIN dwp_bucket bucket ON bucket.queue = asked.queue
            """);
}
