package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.JobQuery;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists jobs by the statement that suits the query. */
final class JobLists {
    private JobLists() {}

    static List<Job> list(Session session, JobQuery query, RowReader<Job> reader) throws SQLException {
        Tenant view = query.view();
        String app = Tenants.app(view);
        String org = Tenants.org(view);
        JobState state = query.state();
        String stateName = state == null ? "" : state.wireName();
        if (query.key() != null) {
            String key = query.key().text();
            return list(session, JobListSql.OF_KEY, query, reader, key, app, app, org, org, stateName, stateName);
        }
        if (state == JobState.RUNNING) {
            return list(session, JobListSql.RUNNING, query, reader, app, app, org, org);
        }
        if (state != null && PlaceRows.RARE.contains(state)) {
            return app.isEmpty()
                    ? list(session, JobListSql.RARE, query, reader, stateName)
                    : list(session, JobListSql.RARE_OF_APP, query, reader, stateName, app, org, org);
        }
        return app.isEmpty()
                ? list(session, JobListSql.ALL, query, reader, stateName, stateName)
                : list(session, JobListSql.OF_APP, query, reader, app, org, org, stateName, stateName);
    }

    private static List<Job> list(
            Session session, Sql sql, JobQuery query, RowReader<Job> reader, @Nullable Object... first)
            throws SQLException {
        String queue = query.queue() == null ? "" : query.queue().text();
        String name = query.name() == null ? "" : query.name();
        String before = query.before() == null ? null : query.before().text();
        return session.list(
                sql,
                reader,
                Rows.join(
                        Rows.join(first, queue, queue, name, name),
                        ListRange.parameters(JobId.PREFIX, query.created(), before, query.limit())));
    }
}
