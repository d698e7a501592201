package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.QueueGauge;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how many jobs of each queue wait and run, from the counts that claims read, too. */
final class QueueGauges {
    /** By queue. Parameters: app twice, org twice; an empty text stands for any. */
    static final Sql COUNTED = Sql.same("""
            SELECT queue,
                CAST(SUM(CASE WHEN state = 'pending' AND place = 'due' THEN n ELSE 0 END) AS BIGINT) AS pending,
                CAST(SUM(CASE WHEN state = 'retrying' OR place = 'later' THEN n ELSE 0 END) AS BIGINT) AS scheduled,
                CAST(SUM(CASE WHEN place = 'running' THEN n ELSE 0 END) AS BIGINT) AS running
            FROM dwp_job_count
            WHERE n > 0 AND place <> 'finished'
                AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
            GROUP BY queue
            """);

    /** Jobs that have become due since the last claim of their name and still stand as later. Parameters: now, and as above. */
    static final Sql FALLEN_DUE = Sql.same("""
            SELECT job.queue, CAST(SUM(CASE WHEN job.state = 'pending' THEN 1 ELSE 0 END) AS BIGINT) AS pending,
                MIN(job.run_at) AS oldest
            FROM (SELECT DISTINCT name FROM dwp_job_count WHERE n > 0 AND place = 'later') later
            CROSS JOIN dwp_later job
            WHERE job.name = later.name AND job.run_at <= ?
                AND (CAST(? AS TEXT) = '' OR job.app_id = ?) AND (CAST(? AS TEXT) = '' OR job.org_id = ?)
            GROUP BY job.queue
            """);

    /**
     * The oldest of those that stand as due, looked for among the first thousand of each tenant and name. Parameters: app
     * twice, org twice; an empty text stands for any.
     */
    static final Sql OLDEST_DUE = Sql.same("""
            SELECT n.queue, MIN((
                SELECT MIN(first.run_at) FROM (
                    SELECT job.run_at FROM dwp_due job
                    WHERE job.queue = n.queue AND job.app_id = n.app_id AND job.org_id = n.org_id
                        AND job.name = n.name
                    ORDER BY job.priority DESC, job.id LIMIT 1000) first)) AS oldest
            FROM (SELECT DISTINCT queue, app_id, org_id, name FROM dwp_job_count WHERE n > 0 AND place = 'due') n
            WHERE (CAST(? AS TEXT) = '' OR n.app_id = ?) AND (CAST(? AS TEXT) = '' OR n.org_id = ?)
            GROUP BY n.queue
            """);

    private QueueGauges() {}

    static Map<QueueName, QueueGauge> read(Session session, Tenant view, Instant now) throws SQLException {
        Map<QueueName, QueueGauge> gauges = new HashMap<>();
        add(gauges, session, COUNTED, QueueGauges::counted, Views.parameters(view));
        add(
                gauges,
                session,
                FALLEN_DUE,
                QueueGauges::fallenDue,
                Rows.join(Rows.of(Micros.of(now)), Views.parameters(view)));
        add(gauges, session, OLDEST_DUE, QueueGauges::oldest, Views.parameters(view));
        gauges.replaceAll((queue, gauge) ->
                new QueueGauge(gauge.pending(), Math.max(0, gauge.scheduled()), gauge.running(), gauge.oldestDueAt()));
        return gauges;
    }

    private static void add(
            Map<QueueName, QueueGauge> gauges,
            Session session,
            Sql sql,
            RowReader<QueueGauge> reader,
            @Nullable Object[] parameters)
            throws SQLException {
        session.list(sql, row -> Map.entry(new QueueName(row.text("queue")), reader.read(row)), parameters)
                .forEach(entry -> gauges.merge(entry.getKey(), entry.getValue(), QueueGauge::plus));
    }

    private static QueueGauge counted(Row row) throws SQLException {
        return new QueueGauge(row.number("pending"), row.number("scheduled"), row.number("running"), null);
    }

    private static QueueGauge fallenDue(Row row) throws SQLException {
        return new QueueGauge(row.number("pending"), -row.number("pending"), 0, row.time("oldest"));
    }

    private static QueueGauge oldest(Row row) throws SQLException {
        return new QueueGauge(0, 0, 0, row.timeOrNull("oldest"));
    }
}
