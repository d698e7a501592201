package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import dev.dwp.application.store.StoredJob;
import dev.dwp.application.store.StoredRun;
import dev.dwp.application.store.StoredState;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands below what a transaction has loaded: what it did not find there is not stored. */
enum NothingLoaded implements StoredState {
    INSTANCE;

    @Override
    public @Nullable StoredJob job(JobId id) {
        return null;
    }

    @Override
    public @Nullable StoredRun run(RunId id) {
        return null;
    }

    @Override
    public List<KeyOwner> owners(KeyRef key) {
        return List.of();
    }

    @Override
    public boolean keeps(SignalId id) {
        return false;
    }

    @Override
    public @Nullable CronState cron(String name) {
        return null;
    }

    @Override
    public boolean clear(QueueName queue) {
        return false;
    }

    @Override
    public Instant readBack(Instant instant) {
        return Micros.cut(instant);
    }
}
