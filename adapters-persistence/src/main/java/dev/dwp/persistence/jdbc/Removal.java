package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.JobCountKey;
import dev.dwp.application.store.KeyRef;
import dev.dwp.application.store.RunCountKey;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.TenantQueue;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes what has finished long ago, with its counts and its keys. For the writer's thread, alone in a transaction. */
final class Removal {
    /** Of so many tenants without jobs in a queue the last turn is remembered, of those that had it last. */
    private static final long TURNS_REMEMBERED = 10_000;

    private Removal() {}

    /** A job that was removed. */
    private record GoneJob(
            String id, JobCountKey standing, @Nullable KeyRef key) {
        static GoneJob read(Row row) throws SQLException {
            TenantQueue lane = JobColumns.queue(row);
            String name = row.text("name");
            JobState state = JobState.named(row.text("state"));
            return new GoneJob(
                    row.text("id"),
                    new JobCountKey(lane, name, state, JobPhase.FINISHED),
                    keyOf(row, KeyRef.Kind.JOB, lane.tenant(), name));
        }
    }

    /** A run that was removed. */
    private record GoneRun(
            String id, RunCountKey standing, @Nullable KeyRef key) {
        static GoneRun read(Row row) throws SQLException {
            Tenant tenant = row.tenant();
            String name = row.text("name");
            return new GoneRun(
                    row.text("id"),
                    new RunCountKey(tenant, name, RunState.named(row.text("state"))),
                    keyOf(row, KeyRef.Kind.RUN, tenant, name));
        }
    }

    private static @Nullable KeyRef keyOf(Row row, KeyRef.Kind kind, Tenant tenant, String name) throws SQLException {
        String key = row.textOrNull("idempotency_key");
        return key == null ? null : new KeyRef(kind, tenant, name, key);
    }

    /** Removes completed and cancelled jobs. */
    static int jobs(Transaction transaction, Instant before, Instant now, int limit) throws SQLException {
        return jobs(transaction, 0, before, now, limit);
    }

    /** Removes dead letters. */
    static int dead(Transaction transaction, Instant before, Instant now, int limit) throws SQLException {
        return jobs(transaction, 1, before, now, limit);
    }

    private static int jobs(Transaction transaction, long dead, Instant before, Instant now, int limit)
            throws SQLException {
        List<GoneJob> gone =
                transaction.session().list(JobSql.OLD, GoneJob::read, dead, Micros.of(before), forgotten(now), limit);
        Set<KeyRef> keys = new HashSet<>();
        List<@Nullable Object[]> ids = new ArrayList<>();
        for (GoneJob job : gone) {
            ids.add(Rows.of(job.id()));
            transaction.jobs().add(job.standing(), -1);
            addKey(keys, job.key());
        }
        if (!ids.isEmpty()) {
            transaction
                    .session()
                    .updateAll(List.of(
                            new WriteBatch(PlaceSql.DROP_ENDED, ids),
                            new WriteBatch(PlaceSql.DROP_RARE, ids),
                            new WriteBatch(JobSql.DELETE, ids)));
        }
        transaction.working().release(keys);
        sweepAfter(transaction, gone.size(), limit);
        return gone.size();
    }

    static int runs(Transaction transaction, Instant before, Instant now, int limit) throws SQLException {
        List<GoneRun> gone = transaction
                .session()
                .list(RunSql.DELETE_FINISHED, GoneRun::read, Micros.of(before), forgotten(now), limit);
        Set<KeyRef> keys = new HashSet<>();
        List<@Nullable Object[]> ids = new ArrayList<>();
        for (GoneRun run : gone) {
            transaction.runs().add(run.standing(), -1);
            addKey(keys, run.key());
            ids.add(Rows.of(run.id()));
        }
        transaction.session().updateAll(RunSql.DELETE_TIMELINES, ids);
        transaction.working().release(keys);
        sweepAfter(transaction, gone.size(), limit);
        return gone.size();
    }

    /**
     * When nothing more is to be removed for now, removes what queues, names and tenants have left behind that are used no
     * more. Counts that this transaction is about to change are no less right for having been removed.
     */
    private static void sweepAfter(Transaction transaction, int removed, int limit) throws SQLException {
        if (removed == limit) {
            return;
        }
        Session session = transaction.session();
        session.list(SweepSql.ALONE, row -> row.number("head"));
        session.update(SweepSql.JOB_COUNTS);
        session.update(SweepSql.RUN_COUNTS);
        session.update(SweepSql.LANES, TURNS_REMEMBERED);
    }

    /** What ended before then has lost its key by now. */
    private static long forgotten(Instant now) {
        return Micros.of(now.minus(IdempotencyKey.REMEMBERED));
    }

    private static void addKey(Set<KeyRef> keys, @Nullable KeyRef ref) {
        if (ref != null) {
            keys.add(ref);
        }
    }
}
