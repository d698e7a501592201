package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.store.JobCountKey;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.NextClaim;
import dev.dwp.domain.job.TenantQueue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Time has passed: moves the jobs of a claim's names that have become due, some thousands at a time. For the writer's thread. */
final class Falling {
    private static final long MOST_OF_A_NAME = 2_000;

    /** When more have become due than one claim moves, the next comes soon. */
    private static final Duration SOON = Duration.ofMillis(10);

    private final Session session;
    private final JobClaim claim;
    private final CountedQueues queues;
    private final NextClaim next;

    private record First(String name, Instant at) {}

    /** A job that is due by now, and what it is counted as until then. */
    private record Waiting(String id, JobCountKey standing, long priority, long runAt) {
        static Waiting read(Row row) throws SQLException {
            JobState state = JobState.named(row.text("state"));
            return new Waiting(
                    row.text("id"),
                    new JobCountKey(JobColumns.queue(row), row.text("name"), state, JobPhase.SCHEDULED),
                    row.number("priority"),
                    row.number("run_at"));
        }

        /** For {@link PlaceSql#PUT_DUE}. */
        @Nullable
        Object[] due() {
            TenantQueue queue = standing.queue();
            return Rows.of(
                    queue.queue().text(),
                    Tenants.app(queue.tenant()),
                    Tenants.org(queue.tenant()),
                    standing.name(),
                    priority,
                    id,
                    runAt);
        }
    }

    Falling(Session session, JobClaim claim, CountedQueues queues, NextClaim next) {
        this.session = session;
        this.claim = claim;
        this.queues = queues;
        this.next = next;
    }

    void fall() throws SQLException {
        Set<String> names = queues.scheduledNames();
        List<First> first = first(names);
        List<@Nullable Object[]> fallen = new ArrayList<>();
        for (First name : first) {
            if (name.at().isAfter(claim.now())) {
                next.note(name.at());
            } else {
                fallen.add(Rows.of(name.name(), Micros.of(claim.now()), MOST_OF_A_NAME));
            }
        }
        if (!fallen.isEmpty()) {
            fall(session.listAll(ClaimSql.FALLEN_DUE, Waiting::read, fallen));
            first(names).forEach(name -> next.note(max(name.at(), claim.now().plus(SOON))));
        }
    }

    private void fall(List<Waiting> waiting) throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> ids = new ArrayList<>();
        List<@Nullable Object[]> due = new ArrayList<>();
        for (Waiting job : waiting) {
            ids.add(Rows.of(job.id()));
            due.add(job.due());
            queues.promote(job.standing());
        }
        session.updateAll(List.of(new WriteBatch(PlaceSql.DROP_LATER, ids), new WriteBatch(PlaceSql.PUT_DUE, due)));
    }

    private List<First> first(Set<String> names) throws SQLException {
        return session.listAll(
                ClaimSql.FIRST_LATER,
                row -> new First(row.text("name"), row.time("run_at")),
                names.stream().map(name -> Rows.of(name)).toList());
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
