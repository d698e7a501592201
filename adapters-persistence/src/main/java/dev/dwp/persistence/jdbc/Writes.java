package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.StagedState;
import dev.dwp.application.store.StoredJob;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a set of changes leaves them, the last change of each counting; {@code null} for one that is deleted. What is
 * deleted first and then made anew is both.
 */
final class Writes {
    private final Map<String, Job> purged = new LinkedHashMap<>();
    private final Map<String, JobWrite> jobs = new LinkedHashMap<>();
    private final Map<String, RowWrite> runs = new LinkedHashMap<>();
    private final Map<EntryRef, @Nullable Object @Nullable []> entries = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Map<String, @Nullable Object[]> kept = new LinkedHashMap<>();
    private final Map<String, @Nullable Object[]> crons = new LinkedHashMap<>();
    private final Map<String, Boolean> paused = new LinkedHashMap<>();

    /** An entry of a timeline. */
    record EntryRef(String run, int seq) {}

    Map<String, JobWrite> jobs() {
        return jobs;
    }

    /** A job is written. */
    void put(JobWrite write) {
        jobs.merge(write.job().id().text(), write, (earlier, later) -> later.after(earlier));
    }

    /** A job is deleted. */
    void purge(Job job) {
        jobs.remove(job.id().text());
        purged.put(job.id().text(), job);
    }

    Map<String, RowWrite> runs() {
        return runs;
    }

    Map<EntryRef, @Nullable Object @Nullable []> entries() {
        return entries;
    }

    /** A signal is kept. */
    void keep(String id, @Nullable Object[] row) {
        kept.put(id, row);
    }

    /** A kept signal is consumed. */
    void take(String id) {
        if (kept.remove(id) == null) {
            taken.add(id);
        }
    }

    Map<String, @Nullable Object[]> crons() {
        return crons;
    }

    Map<String, Boolean> paused() {
        return paused;
    }

    void addAll(Writes others) {
        others.purged.values().forEach(this::purge);
        others.jobs.values().forEach(this::put);
        runs.putAll(others.runs);
        entries.putAll(others.entries);
        others.taken.forEach(this::take);
        kept.putAll(others.kept);
        crons.putAll(others.crons);
        paused.putAll(others.paused);
    }

    /** Writes the leases into the rows that win over those that the changes brought. */
    void putLeases(StagedState state) {
        state.jobs().forEach((id, job) -> {
            JobWrite write = jobs.get(id.text());
            if (write != null && job != null) {
                write.put(job.lease());
            }
        });
        state.runs().forEach((id, run) -> {
            RunClaim claim = run == null ? null : run.claim();
            put(runs.get(id.text()), RunRow.LEASE_UNTIL, claim == null ? null : claim.lease());
        });
    }

    private static void put(@Nullable RowWrite write, int column, @Nullable Lease lease) {
        if (write != null && lease != null && write.how() != RowWrite.How.ENQUEUE) {
            write.row()[column] = Micros.of(lease.until());
        }
    }

    /**
     * Writes all of it.
     *
     * @param before the jobs as they are stored, of those that are
     */
    void flush(Session session, Map<String, StoredJob> before) throws SQLException {
        session.updateAll(new JobBatches(before).of(purged.values(), jobs.values()));
        session.updateAll(RunSql.INSERT, rows(runs, RowWrite.How.INSERT));
        session.updateAll(RunSql.UPDATE, rows(runs, RowWrite.How.UPDATE));
        flushEntries(session);
        session.updateAll(SignalSql.TAKE, rows(taken));
        session.updateAll(SignalSql.KEEP, List.copyOf(kept.values()));
        session.updateAll(CronSql.PUT, List.copyOf(crons.values()));
        flushPaused(session);
    }

    private static List<@Nullable Object[]> rows(Map<String, RowWrite> writes, RowWrite.How how) {
        return writes.values().stream()
                .filter(write -> write.how() == how)
                .map(RowWrite::row)
                .toList();
    }

    private static List<@Nullable Object[]> rows(Set<String> ids) {
        return ids.stream().map(id -> Rows.of(id)).toList();
    }

    private void flushEntries(Session session) throws SQLException {
        List<@Nullable Object[]> put = new ArrayList<>();
        List<@Nullable Object[]> deleted = new ArrayList<>();
        entries.forEach((ref, row) -> {
            if (row == null) {
                deleted.add(Rows.of(ref.run(), (long) ref.seq()));
            } else {
                put.add(row);
            }
        });
        session.updateAll(RunSql.DELETE_ENTRY, deleted);
        session.updateAll(RunSql.PUT_ENTRY, put);
    }

    /**
     * Nobody may be claiming meanwhile, nor start jobs without a claim: what is paused when this is committed stays unclaimed.
     * In this order, as who starts jobs may come to claim.
     */
    private void flushPaused(Session session) throws SQLException {
        if (paused.isEmpty()) {
            return;
        }
        session.list(ClaimSql.KEEP_SHUT, row -> row);
        session.list(ClaimSql.ALONE, row -> row);
        List<@Nullable Object[]> shut = new ArrayList<>();
        List<@Nullable Object[]> open = new ArrayList<>();
        paused.forEach((queue, pause) -> (pause ? shut : open).add(Rows.of(queue)));
        session.updateAll(ClaimSql.PAUSE, shut);
        session.updateAll(ClaimSql.RESUME, open);
    }
}
