package dev.dwp.application.store;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.workflow.RunSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A changeset whose conditions hold, with all that a store has to know to write it. For one thread. */
public final class AcceptedChangeset {
    private final List<Change> changes;
    private final StagedState state;
    private final Set<Topic> topics = EnumSet.noneOf(Topic.class);
    private final List<JobMove> jobMoves = new ArrayList<>();
    private final List<RunMove> runMoves = new ArrayList<>();

    private record JobMove(
            JobSpec spec,
            @Nullable StoredJob before,
            @Nullable StoredJob after) {}

    private record RunMove(RunSpec spec, @Nullable StoredRun before, StoredRun after) {}

    AcceptedChangeset(int size, StoredState stored) {
        this.changes = new ArrayList<>(size);
        this.state = new StagedState(stored);
    }

    void add(Change change) {
        changes.add(change);
    }

    void move(JobSpec spec, @Nullable StoredJob before, @Nullable StoredJob after) {
        jobMoves.add(new JobMove(spec, before, after));
    }

    void move(RunSpec spec, @Nullable StoredRun before, StoredRun after) {
        runMoves.add(new RunMove(spec, before, after));
    }

    /** Its changes in their order, with each job and run under the lease that wins. */
    public List<Change> changes() {
        return changes;
    }

    /** All that it names, as it will be; and on top of what is stored. */
    public StagedState state() {
        return state;
    }

    /** Where there will be news beside {@link Topic#EVENTS}, which is for whoever appends events. */
    public Set<Topic> topics() {
        return topics;
    }

    /** Adds up by how much it changes counts of jobs. */
    public void countJobs(CountDeltas<JobCountKey> deltas) {
        for (JobMove move : jobMoves) {
            if (move.before() != null) {
                deltas.add(key(move.spec(), move.before()), -1);
            }
            if (move.after() != null) {
                deltas.add(key(move.spec(), move.after()), 1);
            }
        }
    }

    private static JobCountKey key(JobSpec spec, StoredJob job) {
        return JobCountKey.of(spec, job.state(), job.phase());
    }

    /** Adds up by how much it changes counts of runs. */
    public void countRuns(CountDeltas<RunCountKey> deltas) {
        for (RunMove move : runMoves) {
            if (move.before() != null) {
                deltas.add(key(move.spec(), move.before()), -1);
            }
            deltas.add(key(move.spec(), move.after()), 1);
        }
    }

    private static RunCountKey key(RunSpec spec, StoredRun run) {
        return new RunCountKey(spec.tenant(), spec.name(), run.state());
    }
}
