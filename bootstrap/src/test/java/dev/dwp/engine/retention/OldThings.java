package dev.dwp.engine.retention;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.retention.Housekeeper;
import dev.dwp.application.retention.Retention;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A store that fills with what will be old one day, and a clock. */
final class OldThings {
    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
    final Store store;
    private final IdGenerator ids = new IdGenerator(clock, new Random(1));

    OldThings() {
        this(new MemoryStore());
    }

    OldThings(Store store) {
        this.store = store;
    }

    Housekeeper housekeeper(Retention retention) {
        return new Housekeeper(store, () -> store.events().head(), retention, clock, clock);
    }

    JobId waitingJob() {
        return enqueue(null).job().id();
    }

    /** Makes three events. */
    JobId finishedJob() {
        return finishedJob(null);
    }

    JobId finishedJob(String key) {
        JobChange job = enqueue(key);
        Lease lease = new Lease(ids.worker(), now().plusSeconds(30));
        job = commit(job.job().claim(lease, now()));
        return commit(job.job().complete(Value.NULL, now())).job().id();
    }

    JobId deadLetter() {
        Lease lease = new Lease(ids.worker(), now().plusSeconds(30));
        JobChange job = commit(enqueue(null).job().claim(lease, now()));
        return commit(job.job().fail("It cannot be done.", now())).job().id();
    }

    private JobChange enqueue(String key) {
        JobSpec spec = new JobSpec(
                "any",
                QueueName.DEFAULT,
                Value.EMPTY,
                0,
                RetryPolicy.DEFAULT,
                Duration.ofMinutes(5),
                key == null ? null : new IdempotencyKey(key),
                Tenant.NONE,
                null);
        return commit(Job.enqueue(ids.job(), spec, now(), now()));
    }

    private JobChange commit(JobChange change) {
        commit(new Change.OfJob(change));
        return change;
    }

    RunId runningRun() {
        return start().run().id();
    }

    RunId finishedRun() {
        RunChange run = start();
        run = commit(run.run().claim(new Lease(ids.worker(), now().plusSeconds(30)), now()));
        return commit(run.run().complete(Value.NULL, now())).run().id();
    }

    private RunChange start() {
        RunSpec spec = new RunSpec("any", 1, Value.EMPTY, null, Tenant.NONE, null, false, null);
        return commit(WorkflowRun.start(ids.run(), spec, now()));
    }

    private RunChange commit(RunChange change) {
        commit(new Change.OfRun(change));
        return change;
    }

    SignalId signal() {
        Signal signal = new Signal(ids.signal(), "any", null, Value.NULL, Tenant.NONE, null, now());
        commit(new Change.SignalKept(signal));
        return signal.id();
    }

    private void commit(Change change) {
        store.commits().commit(Changeset.of(now(), change));
    }

    private Instant now() {
        return clock.instant();
    }

    long eventsKept() {
        return store.events().head().n() - store.events().oldest().n() + 1;
    }
}
