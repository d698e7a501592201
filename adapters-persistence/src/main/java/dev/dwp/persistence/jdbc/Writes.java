package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as a set of changes leaves them, the last change of each counting; {@code null} for one that is deleted. */
final class Writes {
    private final Map<String, RowWrite> jobs = new LinkedHashMap<>();
    private final Map<String, RowWrite> runs = new LinkedHashMap<>();
    private final Map<EntryRef, @Nullable Object @Nullable []> entries = new LinkedHashMap<>();
    private final Map<String, @Nullable Object @Nullable []> signals = new LinkedHashMap<>();
    private final Map<String, @Nullable Object[]> crons = new LinkedHashMap<>();
    private final Map<String, Boolean> paused = new LinkedHashMap<>();

    /** An entry of a timeline. */
    record EntryRef(String run, int seq) {}

    Map<String, RowWrite> jobs() {
        return jobs;
    }

    Map<String, RowWrite> runs() {
        return runs;
    }

    Map<EntryRef, @Nullable Object @Nullable []> entries() {
        return entries;
    }

    Map<String, @Nullable Object @Nullable []> signals() {
        return signals;
    }

    Map<String, @Nullable Object[]> crons() {
        return crons;
    }

    Map<String, Boolean> paused() {
        return paused;
    }

    void addAll(Writes others) {
        jobs.putAll(others.jobs);
        runs.putAll(others.runs);
        entries.putAll(others.entries);
        signals.putAll(others.signals);
        crons.putAll(others.crons);
        paused.putAll(others.paused);
    }

    /** Writes all of it. */
    void flush(Session session) throws SQLException {
        session.updateAll(JobSql.ENQUEUE, rows(jobs, RowWrite.How.ENQUEUE));
        session.updateAll(JobSql.INSERT, rows(jobs, RowWrite.How.INSERT));
        session.updateAll(JobSql.UPDATE, rows(jobs, RowWrite.How.UPDATE));
        session.updateAll(JobSql.DELETE, rows(jobs, RowWrite.How.DELETE));
        session.updateAll(RunSql.INSERT, rows(runs, RowWrite.How.INSERT));
        session.updateAll(RunSql.UPDATE, rows(runs, RowWrite.How.UPDATE));
        flushEntries(session);
        flushSignals(session);
        session.updateAll(CronSql.PUT, List.copyOf(crons.values()));
        flushPaused(session);
    }

    private static List<@Nullable Object[]> rows(Map<String, RowWrite> writes, RowWrite.How how) {
        return writes.values().stream()
                .filter(write -> write.how() == how)
                .map(RowWrite::row)
                .toList();
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

    private void flushSignals(Session session) throws SQLException {
        List<@Nullable Object[]> kept = new ArrayList<>();
        List<@Nullable Object[]> taken = new ArrayList<>();
        signals.forEach((id, row) -> {
            if (row == null) {
                taken.add(Rows.of(id));
            } else {
                kept.add(row);
            }
        });
        session.updateAll(SignalSql.TAKE, taken);
        session.updateAll(SignalSql.KEEP, kept);
    }

    /** Nobody may be claiming meanwhile: what is paused when this is committed stays unclaimed. */
    private void flushPaused(Session session) throws SQLException {
        if (paused.isEmpty()) {
            return;
        }
        session.list(ClaimSql.ALONE, row -> row);
        List<@Nullable Object[]> shut = new ArrayList<>();
        List<@Nullable Object[]> open = new ArrayList<>();
        paused.forEach((queue, pause) -> (pause ? shut : open).add(Rows.of(queue)));
        session.updateAll(ClaimSql.PAUSE, shut);
        session.updateAll(ClaimSql.RESUME, open);
    }
}
