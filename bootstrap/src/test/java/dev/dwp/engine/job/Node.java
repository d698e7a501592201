package dev.dwp.engine.job;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.job.JobEngineParts;
import dev.dwp.application.job.WorkerSettings;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One engine of the model's world. When it dies, the store does not hear of it any more, and no alarm of it rings. */
final class Node implements Alarms {
    static final int CONCURRENCY = 3;
    static final int MAIL_CONCURRENCY = 2;
    static final QueueName MAIL = new QueueName("mail");

    final JobEngine engine;
    private final FragileStore store;
    private final ManualClock clock;
    private volatile boolean dead;

    Node(Store memory, ManualClock clock, IdGenerator ids, JobDefinition gate) {
        this.store = new FragileStore(memory);
        store.share();
        this.clock = clock;
        WorkerSettings settings = WorkerSettings.of(ids.worker())
                .withConcurrency(CONCURRENCY)
                .withLease(Expected.LEASE)
                .withQueues(Map.of(MAIL, new QueueLimits(MAIL_CONCURRENCY, null)), Set.of());
        engine = new JobEngine(new JobEngineParts(
                store,
                Handlers.builder().job(gate).build(),
                new TinyBinder(),
                ids,
                clock,
                this,
                new Random(3),
                (method, code, took) -> {},
                new SupervisedThreads(),
                settings));
    }

    @Override
    public Wakeups.Registration at(Instant when, Runnable action) {
        return clock.at(when, () -> {
            if (!dead) {
                action.run();
            }
        });
    }

    void die() {
        dead = true;
        store.goAway();
    }

    /** What it had running ends; what it writes then counts no more, or is the end of the world anyway. */
    void bury() throws InterruptedException {
        dead = false;
        store.comeBack();
        engine.stop(Duration.ZERO);
    }
}
