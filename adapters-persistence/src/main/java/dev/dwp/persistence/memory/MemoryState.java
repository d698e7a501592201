package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import dev.dwp.application.store.StagedState;
import dev.dwp.application.store.StoredJob;
import dev.dwp.application.store.StoredRun;
import dev.dwp.application.store.StoredState;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what decides which changes are accepted. Used under the store's lock.
 *
 * @param at when the changes were made
 */
record MemoryState(MemoryJobs stored, RunTable runs, MemorySignals signals, MemoryCrons crons, Instant at)
        implements StoredState {
    private JobTable jobs() {
        return stored.table();
    }

    @Override
    public @Nullable StoredJob job(JobId id) {
        Job job = jobs().get(id);
        return job == null ? null : StoredJob.of(job, JobPhase.of(job, at));
    }

    @Override
    public @Nullable StoredRun run(RunId id) {
        WorkflowRun run = runs.get(id);
        return run == null ? null : StoredRun.of(run);
    }

    @Override
    public List<KeyOwner> owners(KeyRef key) {
        return switch (key.kind()) {
            case JOB -> jobs().keys().owners(key);
            case RUN -> runs.keys().owners(key);
            case PUBLICATION -> signals.publisher(key);
        };
    }

    @Override
    public boolean keeps(SignalId id) {
        return signals.keeps(id);
    }

    @Override
    public boolean clear(QueueName queue) {
        return stored.clear(queue, at);
    }

    @Override
    public @Nullable CronState cron(String name) {
        return crons.get(name);
    }

    /** Writes what keys will name. */
    void putOwners(StagedState accepted) {
        accepted.owners().forEach((key, owners) -> {
            switch (key.kind()) {
                case JOB -> jobs().keys().put(key, owners);
                case RUN -> runs.keys().put(key, owners);
                case PUBLICATION -> {} // kept with the publication itself
            }
        });
    }
}
