package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Kept signals and those who wait for one, in a database. Thread-safe. */
final class JdbcSignals implements SignalStore {
    private final CommitQueue writes;
    private final Reads reads;
    private final ValueFormat format;

    JdbcSignals(CommitQueue writes, Reads reads, ValueFormat format) {
        this.writes = writes;
        this.reads = reads;
        this.format = format;
    }

    @Override
    public Optional<Waiter> longestWaiting(Signal signal) {
        RunId run = signal.run();
        String app = Tenants.app(signal.tenant());
        String org = Tenants.org(signal.tenant());
        String name = signal.name();
        String key = AwaitKey.write(signal.key());
        return reads.read(session -> run == null
                ? session.first(WaiterSql.LONGEST, this::waiter, app, org, name, app, org, name, key)
                : session.first(WaiterSql.LONGEST_OF_RUN, this::waiter, run.text(), name, key, key));
    }

    @Override
    public Optional<Signal> oldestKept(WorkflowRun run, Await.ForSignal await) {
        Tenant tenant = run.spec().tenant();
        String app = Tenants.app(tenant);
        String org = Tenants.org(tenant);
        String id = run.id().text();
        String name = await.name();
        String key = await.key();
        return reads.read(session -> key == null
                ? session.first(SignalSql.OLDEST_KEPT, this::signal, name, app, org, id, name)
                : session.first(SignalSql.OLDEST_KEPT_OF_KEY, this::signal, name, app, org, key, id, name, key));
    }

    @Override
    public Optional<Publication> published(Tenant tenant, String name, IdempotencyKey dedup, Instant since) {
        return reads.read(session -> session.first(
                PublishedSql.FIND,
                PublishedRow::read,
                Tenants.app(tenant),
                Tenants.org(tenant),
                name,
                dedup.text(),
                Micros.of(since)));
    }

    @Override
    public int forgetPublishedBefore(Instant before, int limit) {
        return writes.submit(ActTask.alone(
                transaction -> transaction.session().update(PublishedSql.FORGET, Micros.of(before), limit)));
    }

    @Override
    public int deleteKeptBefore(Instant before, int limit) {
        return writes.submit(ActTask.alone(
                transaction -> transaction.session().update(SignalSql.DELETE_BEFORE, Micros.of(before), limit)));
    }

    private Waiter waiter(Row row) throws SQLException {
        return WaiterRow.read(row, format);
    }

    private Signal signal(Row row) throws SQLException {
        String run = row.textOrNull("run_id");
        return new Signal(
                new SignalId(row.text("id")),
                row.text("name"),
                row.textOrNull("signal_key"),
                format.read(row.text("payload")),
                row.tenant(),
                run == null ? null : new RunId(run),
                row.time("published_at"));
    }
}
