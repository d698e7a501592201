package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.RETRYING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.cluster.HeldUp;
import dev.dwp.cluster.Postgres;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import dev.dwp.http.codec.JsonFormat;
import dev.dwp.persistence.jdbc.JdbcStores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On PostgreSQL a claim waits for another node's transaction, until the lease that it brings is over. */
class SlowClaimTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final JobOptions PATIENT = JobOptions.DEFAULT.withTimeout(Duration.ofDays(1));

    private final String database = Postgres.newDatabase();
    private final FragileStore store =
            new FragileStore(JdbcStores.postgres(database, new JsonFormat(), new SupervisedThreads()));
    private final Scene scene = new Scene(store).with(settings -> settings.withLease(LEASE));

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
        store.close();
    }

    private void takeASlowTurn(JobEngine engine) throws Exception {
        FutureTask<Boolean> turn = new FutureTask<>(engine::tick, true);
        try (HeldUp claims = HeldUp.claims(database)) {
            Thread.ofVirtual().start(turn);
            claims.awaitSomebody();
            scene.clock.advance(LEASE);
        }
        assertTrue(turn.get(30, TimeUnit.SECONDS));
    }

    @Test
    void whatItTookBeginsUnderALeaseThatWasRenewed() throws Exception {
        store.share();
        CompletableFuture<Lease> underLease = new CompletableFuture<>();
        scene.handle("look", (payload, context) -> {
            underLease.complete(scene.job(context.jobId()).lease());
            return null;
        });
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("look", PATIENT);
        takeASlowTurn(engine);
        assertEquals(
                scene.clock.instant().plus(LEASE),
                underLease.get(30, TimeUnit.SECONDS).until());
        assertEquals(1, scene.await(job, COMPLETED).attempts().size());
    }

    @Test
    void whatAnotherNodeTookAwayMeanwhileDoesNotBegin() throws Exception {
        store.share();
        JobEngine engine = scene.engine();
        JobEngine reaper = scene.with(settings -> settings.withConcurrency(0)).engine();
        Job job = scene.enqueue("gate", PATIENT);
        store.beforeRenewal(reaper::tick);
        takeASlowTurn(engine);
        assertEquals(RETRYING, scene.job(job.id()).state());
        assertEquals(List.of("enqueued", "started", "retrying"), scene.told(job));
        assertEquals(0, engine.load().running());
        assertTrue(scene.gate.nobodyWaits());
    }
}
