package dev.dwp.persistence.jdbc;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.session.Tenant;
import org.jspecify.annotations.Nullable;

/** The statement that reads a channel of the log for a view, by the index that suits it. */
final class EventQuery {
    private final Sql sql;
    private final @Nullable Object[] parameters;

    private EventQuery(Sql sql, @Nullable Object[] parameters) {
        this.sql = sql;
        this.parameters = parameters;
    }

    static EventQuery of(@Nullable Channel channel, Tenant view, Cursor after, int limit) {
        EventQuery query = ofEvents(channel, view, after, limit);
        return new EventQuery(query.sql, Rows.join(Rows.of(after.n()), query.parameters));
    }

    private static EventQuery ofEvents(@Nullable Channel channel, Tenant view, Cursor after, int limit) {
        @Nullable Object[] end = Rows.of(after.n(), limit);
        return switch (channel) {
            case Channel.OneJob(var id) -> ofOne(EventSql.OF_JOB, id.text(), view, end);
            case Channel.OneRun(var id) -> ofOne(EventSql.OF_RUN, id.text(), view, end);
            case Channel.Queue(var name) -> ofOne(EventSql.OF_QUEUE, name.text(), view, end);
            case Channel.Jobs jobs -> ofKind(EventSql.JOBS, Rows.of(true, false, false), view, end);
            case Channel.Workflows runs -> ofKind(EventSql.RUNS, Rows.of(false, true, false), view, end);
            case Channel.Firehose all -> ofKind(EventSql.ALL, Rows.of(true, true, true), view, end);
            case null -> ofKind(EventSql.ALL, Rows.of(true, true, true), view, end);
        };
    }

    private static EventQuery ofOne(Sql sql, String one, Tenant view, @Nullable Object[] end) {
        return new EventQuery(sql, Rows.join(Rows.join(Rows.of(one), Views.parameters(view)), end));
    }

    /** An operator's view needs no filter but the kinds; a tenant's goes by its app. */
    private static EventQuery ofKind(Sql sql, @Nullable Object[] kinds, Tenant view, @Nullable Object[] end) {
        String app = Tenants.app(view);
        String org = Tenants.org(view);
        return app.isEmpty()
                ? new EventQuery(sql, end)
                : new EventQuery(EventSql.OF_APP, Rows.join(Rows.join(Rows.of(app, org, org), kinds), end));
    }

    Sql sql() {
        return sql;
    }

    @Nullable
    Object[] parameters() {
        return parameters;
    }
}
