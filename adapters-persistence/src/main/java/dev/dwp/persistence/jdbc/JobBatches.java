package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.StoredJob;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobPhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what has become of jobs the writes of their own rows, and of those that say where they stand: what says where they
 * stood goes first, by rows that are still as they were. For one thread.
 */
final class JobBatches {
    /** In the order in which they are run. */
    private static final List<Sql> ORDER = List.of(
            PlaceSql.DROP_ENDED,
            PlaceSql.DROP_LATER,
            PlaceSql.DROP_DUE,
            PlaceSql.DROP_HELD,
            PlaceSql.DROP_RARE,
            JobSql.DELETE,
            JobSql.ENQUEUE,
            JobSql.INSERT,
            JobSql.UPDATE,
            PlaceSql.PUT_LATER,
            PlaceSql.PUT_DUE,
            PlaceSql.PUT_HELD,
            PlaceSql.MOVE_HELD,
            PlaceSql.PUT_ENDED,
            PlaceSql.PUT_RARE);

    private final Map<String, StoredJob> before;
    private final Map<Sql, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

    /**
     * Begins.
     *
     * @param before the jobs as they are stored, of those that are
     */
    JobBatches(Map<String, StoredJob> before) {
        this.before = before;
        ORDER.forEach(sql -> rows.put(sql, new ArrayList<>()));
    }

    List<WriteBatch> of(Collection<Job> purged, Collection<JobWrite> writes) {
        for (Job job : purged) {
            leave(job);
            add(JobSql.DELETE, Rows.of(job.id().text()));
        }
        for (JobWrite write : writes) {
            own(write);
            place(write);
        }
        List<WriteBatch> batches = new ArrayList<>();
        for (Map.Entry<Sql, List<@Nullable Object[]>> batch : rows.entrySet()) {
            if (!batch.getValue().isEmpty()) {
                batches.add(new WriteBatch(batch.getKey(), batch.getValue()));
            }
        }
        return batches;
    }

    private void add(Sql sql, @Nullable Object[] row) {
        Objects.requireNonNull(rows.get(sql)).add(row);
    }

    private void own(JobWrite write) {
        switch (write.own().how()) {
            case ENQUEUE -> add(JobSql.ENQUEUE, write.own().row());
            case INSERT -> add(JobSql.INSERT, write.own().row());
            case UPDATE -> {
                if (!write.inPlace()) {
                    add(JobSql.UPDATE, write.own().row());
                }
            }
        }
    }

    private void place(JobWrite write) {
        Job job = write.job();
        if (!write.isInsert()) {
            if (write.phase() == JobPhase.RUNNING && phaseBefore(job) == JobPhase.RUNNING) {
                add(PlaceSql.MOVE_HELD, heldOf(write));
                return;
            }
            leave(job);
        }
        switch (write.phase()) {
            case SCHEDULED -> add(PlaceSql.PUT_LATER, PlaceRows.later(job));
            case DUE -> add(PlaceSql.PUT_DUE, PlaceRows.due(job));
            case RUNNING -> add(PlaceSql.PUT_HELD, heldOf(write));
            case FINISHED -> add(PlaceSql.PUT_ENDED, PlaceRows.ended(job));
        }
        if (PlaceRows.RARE.contains(job.state())) {
            add(PlaceSql.PUT_RARE, PlaceRows.rare(job));
        }
    }

    private static @Nullable Object[] heldOf(JobWrite write) {
        return Objects.requireNonNull(write.held());
    }

    private @Nullable JobPhase phaseBefore(Job job) {
        StoredJob stored = before.get(job.id().text());
        return stored == null ? null : stored.phase();
    }

    /** The job stands no more where it stood. */
    private void leave(Job job) {
        StoredJob stored = before.get(job.id().text());
        if (stored == null) {
            return;
        }
        @Nullable Object[] id = Rows.of(job.id().text());
        switch (stored.phase()) {
            case SCHEDULED -> add(PlaceSql.DROP_LATER, id);
            case DUE -> add(PlaceSql.DROP_DUE, PlaceRows.keyOfDue(job));
            case RUNNING -> add(PlaceSql.DROP_HELD, id);
            case FINISHED -> add(PlaceSql.DROP_ENDED, id);
        }
        if (PlaceRows.RARE.contains(stored.state())) {
            add(PlaceSql.DROP_RARE, id);
        }
    }
}
