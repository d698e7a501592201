package dev.dwp.application.store;

import dev.dwp.application.port.out.CronState;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Overlays stored state with changes that are accepted and not written yet. For one thread. */
public final class StagedState implements StoredState {
    private final StoredState stored;
    private final Map<JobId, @Nullable StoredJob> jobs = new HashMap<>();
    private final Map<RunId, @Nullable StoredRun> runs = new HashMap<>();
    private final Map<KeyRef, List<KeyOwner>> owners = new HashMap<>();
    private final Map<SignalId, Boolean> signals = new HashMap<>();
    private final Map<String, CronState> crons = new HashMap<>();
    private final Map<QueueName, Boolean> clear = new HashMap<>();

    /** Nothing is staged at first. */
    public StagedState(StoredState stored) {
        this.stored = stored;
    }

    @Override
    public @Nullable StoredJob job(JobId id) {
        return jobs.containsKey(id) ? jobs.get(id) : stored.job(id);
    }

    /** Stages a job as it will be; {@code null} where it is removed. */
    public void put(JobId id, @Nullable StoredJob job) {
        jobs.put(id, job);
    }

    /** The staged jobs; {@code null} for one that is removed. */
    public Map<JobId, @Nullable StoredJob> jobs() {
        return jobs;
    }

    @Override
    public @Nullable StoredRun run(RunId id) {
        return runs.containsKey(id) ? runs.get(id) : stored.run(id);
    }

    /** Stages a run as it will be; {@code null} where it is removed. */
    public void put(RunId id, @Nullable StoredRun run) {
        runs.put(id, run);
    }

    /** The staged runs; {@code null} for one that is removed. */
    public Map<RunId, @Nullable StoredRun> runs() {
        return runs;
    }

    @Override
    public List<KeyOwner> owners(KeyRef key) {
        List<KeyOwner> staged = owners.get(key);
        return staged == null ? stored.owners(key) : staged;
    }

    /** Stages all that a key will name. */
    public void put(KeyRef key, List<KeyOwner> named) {
        owners.put(key, named);
    }

    /** The staged keys, and all that each will name. */
    public Map<KeyRef, List<KeyOwner>> owners() {
        return owners;
    }

    @Override
    public boolean keeps(SignalId id) {
        Boolean staged = signals.get(id);
        return staged == null ? stored.keeps(id) : staged;
    }

    /** Stages that a signal will be kept, or no more. */
    public void put(SignalId id, boolean kept) {
        signals.put(id, kept);
    }

    @Override
    public @Nullable CronState cron(String name) {
        CronState staged = crons.get(name);
        return staged == null ? stored.cron(name) : staged;
    }

    /** Stages a cron entry as it will be. */
    public void put(String name, CronState cron) {
        crons.put(name, cron);
    }

    @Override
    public boolean clear(QueueName queue) {
        Boolean staged = clear.get(queue);
        return staged == null ? stored.clear(queue) : staged;
    }

    /** Stages whether a queue will be clear. */
    public void put(QueueName queue, boolean isClear) {
        clear.put(queue, isClear);
    }

    @Override
    public Instant readBack(Instant instant) {
        return stored.readBack(instant);
    }

    /** Stages all that was staged later, on top of this. */
    public void putAll(StagedState later) {
        jobs.putAll(later.jobs);
        runs.putAll(later.runs);
        owners.putAll(later.owners);
        signals.putAll(later.signals);
        crons.putAll(later.crons);
        clear.putAll(later.clear);
    }
}
