package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.RunQuery;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists runs by the statement that suits the query. */
final class RunLists {
    private RunLists() {}

    static List<WorkflowRun> list(Session session, RunQuery query, RowReader<WorkflowRun> reader) throws SQLException {
        String app = Tenants.app(query.view());
        String org = Tenants.org(query.view());
        RunState state = query.state();
        String stateName = state == null ? "" : state.wireName();
        if (query.key() != null) {
            String key = query.key().text();
            return list(session, RunListSql.OF_KEY, query, reader, key, app, app, org, org, stateName, stateName);
        }
        if (state != null && state != RunState.COMPLETED) {
            return app.isEmpty()
                    ? list(session, RunListSql.RARE, query, reader, stateName)
                    : list(session, RunListSql.RARE_OF_APP, query, reader, stateName, app, org, org);
        }
        return app.isEmpty()
                ? list(session, RunListSql.ALL, query, reader, stateName, stateName)
                : list(session, RunListSql.OF_APP, query, reader, app, org, org, stateName, stateName);
    }

    private static List<WorkflowRun> list(
            Session session, Sql sql, RunQuery query, RowReader<WorkflowRun> reader, @Nullable Object... first)
            throws SQLException {
        String name = query.name() == null ? "" : query.name();
        String before = query.before() == null ? null : query.before().text();
        return session.list(
                sql,
                reader,
                Rows.join(
                        Rows.join(first, name, name),
                        ListRange.parameters(RunId.PREFIX, query.created(), before, query.limit())));
    }
}
