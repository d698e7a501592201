package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TenantRuns;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workflow runs and their timelines in a database. Thread-safe. */
final class JdbcRuns implements RunStore {
    private final CommitQueue writes;
    private final Reads reads;
    private final ValueFormat format;

    JdbcRuns(CommitQueue writes, Reads reads, ValueFormat format) {
        this.writes = writes;
        this.reads = reads;
        this.format = format;
    }

    private WorkflowRun run(Row row) throws SQLException {
        return RunRow.read(row, format);
    }

    @Override
    public Optional<WorkflowRun> find(RunId id) {
        return reads.read(session -> session.first(RunSql.FIND, this::run, id.text()));
    }

    @Override
    public Optional<Snapshot<WorkflowRun>> snapshot(RunId id) {
        return reads.read(session -> session.first(
                RunSql.SNAPSHOT, row -> new Snapshot<>(run(row), new Cursor(row.number("head"))), id.text()));
    }

    @Override
    public Optional<WorkflowRun> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        return reads.read(session -> session.first(
                RunSql.FIND_BY_KEY,
                this::run,
                Tenants.app(tenant),
                Tenants.org(tenant),
                name,
                key.text(),
                Micros.of(since)));
    }

    @Override
    public List<WorkflowRun> list(RunQuery query) {
        return reads.read(session -> RunLists.list(session, query, this::run));
    }

    @Override
    public List<TimelineEntry> timeline(RunId id) {
        return reads.read(session -> session.list(RunSql.TIMELINE, row -> EntryRow.read(row, format), id.text()));
    }

    @Override
    public List<TimelineEntry> timeline(RunId id, int afterSeq, int limit) {
        return reads.read(session ->
                session.list(RunSql.TIMELINE_PAGE, row -> EntryRow.read(row, format), id.text(), afterSeq, limit));
    }

    @Override
    public Optional<Waiter> awaiting(RunId child) {
        return reads.read(
                session -> session.first(WaiterSql.FOR_CHILD, row -> WaiterRow.read(row, format), child.text()));
    }

    @Override
    public List<TimelineEntry> waitingTogether(RunId id, String group, int limit) {
        return reads.read(session ->
                session.list(RunSql.WAITING_TOGETHER, row -> EntryRow.read(row, format), id.text(), group, limit));
    }

    @Override
    public List<WorkflowRun> awaitedChildren(RunId parent) {
        return reads.read(session -> session.list(RunSql.AWAITED_CHILDREN, this::run, parent.text()));
    }

    @Override
    public Claimed<WorkflowRun> claimDue(Lease lease, Set<WorkflowVersion> known, RunPlaces places, Instant now) {
        return writes.submit(
                ActTask.of(transaction -> new RunClaiming(transaction, format).take(lease, known, places, now)));
    }

    @Override
    public List<TenantRuns> countByTenant(Set<WorkflowVersion> known, int atMost, Instant now) {
        return reads.read(session -> RunsOfTenants.count(session, known, atMost, now));
    }

    @Override
    public List<WorkflowRun> renew(Lease lease, Collection<RunId> runs) {
        List<@Nullable Object[]> rows = runs.stream()
                .map(run -> Rows.of(
                        Micros.of(lease.until()), run.text(), lease.worker().text()))
                .toList();
        return writes.submit(ActTask.changing(
                wanted -> runs.forEach(run -> wanted.runs().add(run.text())),
                transaction -> inOrder(runs, transaction.session().listAll(RunSql.RENEW, this::run, rows))));
    }

    private static List<WorkflowRun> inOrder(Collection<RunId> asked, List<WorkflowRun> held) {
        Map<RunId, WorkflowRun> byId = new HashMap<>();
        held.forEach(run -> byId.put(run.id(), run));
        return asked.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<WorkflowRun> expired(Instant now, int limit) {
        return reads.read(session -> session.list(RunSql.EXPIRED, this::run, Micros.of(now), limit));
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return reads.read(session -> session.first(RunSql.NEXT_EXPIRY, row -> row.time("lease_until")));
    }

    @Override
    public Map<RunState, Long> countByState(Tenant view) {
        return reads.read(session -> Views.counts(session, CountSql.RUNS_BY_STATE, view, RunState::named));
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return writes.submit(ActTask.alone(transaction -> Removal.runs(transaction, before, now, limit)));
    }
}
