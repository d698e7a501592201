package dev.dwp.engine.job;

import static dev.dwp.application.port.in.ExplainJob.Code.FINISHED;
import static dev.dwp.application.port.in.ExplainJob.Code.NO_WORKER;
import static dev.dwp.application.port.in.ExplainJob.Code.QUEUED_BEHIND;
import static dev.dwp.application.port.in.ExplainJob.Code.QUEUE_CONCURRENCY;
import static dev.dwp.application.port.in.ExplainJob.Code.QUEUE_PAUSED;
import static dev.dwp.application.port.in.ExplainJob.Code.QUEUE_RATE;
import static dev.dwp.application.port.in.ExplainJob.Code.RETRY_BACKOFF;
import static dev.dwp.application.port.in.ExplainJob.Code.RUNNING;
import static dev.dwp.application.port.in.ExplainJob.Code.SCHEDULED;
import static dev.dwp.application.port.in.ExplainJob.Code.TENANT_SHARE;
import static dev.dwp.application.port.in.ExplainJob.Code.WORKERS_BUSY;
import static dev.dwp.engine.job.Scene.BANK;
import static dev.dwp.engine.job.Scene.SHOP;
import static dev.dwp.engine.job.Scene.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: job.explain tells")
class ExplainTest {
    private static final QueueName MAIL = new QueueName("mail");
    private static final JobOptions IN_MAIL = JobOptions.DEFAULT.withQueue(MAIL);

    private final FragileStore store = new FragileStore();
    private final Scene scene = new Scene(store);

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    private void limit(@Nullable Integer concurrency, @Nullable Rate rate) {
        scene.with(settings -> settings.withQueues(Map.of(MAIL, new QueueLimits(concurrency, rate)), Set.of()));
    }

    private Value fact(Job job, ExplainJob.Code code, String name) {
        Value fact = scene.reason(job, code).facts().member(name);
        assertNotNull(fact, () -> "There is no " + name + " in " + scene.reason(job, code));
        return fact;
    }

    @Test
    void untilWhenAJobIsScheduled() {
        scene.engine();
        Job job = scene.enqueue("gate", JobOptions.DEFAULT.withDelay(Duration.ofMinutes(1)));
        assertEquals(List.of(SCHEDULED), scene.reasons(job));
        assertEquals(Value.of(START.plusSeconds(60).toString()), fact(job, SCHEDULED, "run_at"));
    }

    @Test
    void whenItIsTriedAgainAndWhy() throws Exception {
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("gate");
        engine.tick();
        scene.gate.next().fails(new IllegalStateException("busy line"));
        scene.await(job, JobState.RETRYING);
        assertEquals(List.of(RETRY_BACKOFF), scene.reasons(job));
        assertEquals(Value.of(START.plusSeconds(1).toString()), fact(job, RETRY_BACKOFF, "run_at"));
        assertEquals(Value.of(2), fact(job, RETRY_BACKOFF, "attempt"));
        assertEquals(Value.of("busy line"), fact(job, RETRY_BACKOFF, "last_error"));
        scene.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(QUEUED_BEHIND), scene.reasons(job));
    }

    @Test
    void thatNothingIsInItsWay() {
        scene.engine();
        Job job = scene.enqueue("gate");
        assertEquals(List.of(QUEUED_BEHIND), scene.reasons(job));
        assertEquals(Value.of(0), fact(job, QUEUED_BEHIND, "ahead"));
    }

    @Test
    void howManyGoFirst() {
        scene.engine();
        scene.enqueue("gate");
        scene.enqueue("gate", JobOptions.DEFAULT.withPriority(-1));
        scene.enqueue(BANK, "gate", Value.NULL, JobOptions.DEFAULT);
        Job job = scene.enqueue("gate");
        assertEquals(List.of(QUEUED_BEHIND), scene.reasons(job));
        assertEquals(Value.of(1), fact(job, QUEUED_BEHIND, "ahead"));
        assertEquals(Value.of(1), fact(job, QUEUED_BEHIND, "others"));
    }

    @Test
    void thatItsQueueIsPausedEvenBeforeItIsDue() {
        JobEngine engine = scene.engine();
        Job due = scene.enqueue("gate", IN_MAIL);
        Job later = scene.enqueue("gate", IN_MAIL.withDelay(Duration.ofMinutes(1)));
        engine.controlQueues().pause(MAIL);
        assertEquals(List.of(QUEUE_PAUSED), scene.reasons(due));
        assertEquals(List.of(SCHEDULED, QUEUE_PAUSED), scene.reasons(later));
        engine.controlQueues().resume(MAIL);
        assertEquals(List.of(QUEUED_BEHIND), scene.reasons(due));
    }

    @Test
    void thatItsQueueIsPausedByConfiguration() {
        scene.with(settings -> settings.withQueues(Map.of(), Set.of(MAIL))).engine();
        Job job = scene.enqueue("gate", IN_MAIL);
        assertEquals(List.of(QUEUE_PAUSED), scene.reasons(job));
        assertTrue(scene.reason(job, QUEUE_PAUSED).message().contains("configuration"));
    }

    @Test
    void thatItsQueueRunsAsManyAsItMay() throws Exception {
        limit(1, null);
        JobEngine engine = scene.engine();
        scene.enqueue("gate", IN_MAIL);
        Job job = scene.enqueue("gate", IN_MAIL);
        engine.tick();
        scene.gate.next();
        assertEquals(List.of(QUEUE_CONCURRENCY), scene.reasons(job));
        assertEquals(Value.of(1), fact(job, QUEUE_CONCURRENCY, "limit"));
        assertEquals(Value.of(1), fact(job, QUEUE_CONCURRENCY, "running"));
    }

    @Test
    void whenTheRateOfItsQueueLetsTheNextStart() throws Exception {
        limit(null, Rate.perSecond(1));
        JobEngine engine = scene.engine();
        scene.enqueue("gate", IN_MAIL);
        Job job = scene.enqueue("gate", IN_MAIL);
        engine.tick();
        scene.gate.next();
        assertEquals(List.of(QUEUE_RATE), scene.reasons(job));
        assertEquals(Value.of(START.plusSeconds(1).toString()), fact(job, QUEUE_RATE, "next_at"));
        assertEquals(Value.of("1/s"), fact(job, QUEUE_RATE, "rate"));
        scene.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(QUEUED_BEHIND), scene.reasons(job));
    }

    @Test
    void thatAllPlacesAreTaken() throws Exception {
        scene.with(settings -> settings.withConcurrency(1));
        JobEngine engine = scene.engine();
        scene.enqueue("gate");
        Job job = scene.enqueue("gate");
        engine.tick();
        scene.gate.next();
        assertEquals(List.of(WORKERS_BUSY), scene.reasons(job));
        assertEquals(Value.of(1), fact(job, WORKERS_BUSY, "concurrency"));
    }

    @Test
    void thatItsTenantHasItsShareWhileOthersWait() throws Exception {
        scene.with(settings -> settings.withConcurrency(1));
        JobEngine engine = scene.engine();
        scene.enqueue("gate");
        engine.tick();
        scene.gate.next();
        Job mine = scene.enqueue("gate");
        Job other = scene.enqueue(BANK, "gate", Value.NULL, JobOptions.DEFAULT);
        assertEquals(List.of(WORKERS_BUSY, TENANT_SHARE), scene.reasons(mine));
        assertEquals(List.of(WORKERS_BUSY), scene.reasons(other));
    }

    @Test
    void everyReasonAtOnce() throws Exception {
        limit(1, new Rate(1, Duration.ofMinutes(1)));
        scene.with(settings -> settings.withConcurrency(1));
        JobEngine engine = scene.engine();
        scene.enqueue("gate", IN_MAIL);
        engine.tick();
        scene.gate.next();
        scene.enqueue("gate", IN_MAIL);
        scene.enqueue(BANK, "gate", Value.NULL, IN_MAIL);
        Job job = scene.enqueue("gate", IN_MAIL);
        engine.controlQueues().pause(MAIL);
        assertEquals(
                List.of(QUEUE_PAUSED, QUEUE_CONCURRENCY, QUEUE_RATE, WORKERS_BUSY, TENANT_SHARE, QUEUED_BEHIND),
                scene.reasons(job));
        assertEquals(Value.of("1/60s"), fact(job, QUEUE_RATE, "rate"));
    }

    @Test
    void thatNoLiveNodeKnowsItsName() {
        scene.with(settings -> settings.withAcceptUnknown(true).withLease(Duration.ofSeconds(30)));
        scene.engine();
        Job job = scene.enqueue("elsewhere");
        assertEquals(List.of(NO_WORKER), scene.reasons(job));
        announce(scene.ids.worker(), "elsewhere");
        assertEquals(List.of(NO_WORKER), scene.reasons(job), "Nobody else works on this store.");
        store.share();
        assertEquals(List.of(QUEUED_BEHIND), scene.reasons(job));
        scene.clock.advance(Duration.ofSeconds(31));
        assertEquals(List.of(NO_WORKER), scene.reasons(job), "That node has fallen silent.");
    }

    private void announce(WorkerId worker, String... names) {
        store.nodes().beat(new NodeInfo(worker, "node-b", "1", Set.of(names), Set.of(), START, scene.clock.instant()));
    }

    @Test
    void whoRunsItAndUntilWhen() throws Exception {
        scene.with(settings -> settings.withLease(Duration.ofSeconds(30)));
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("gate");
        engine.tick();
        scene.gate.next();
        Lease lease = scene.job(job.id()).lease();
        assertNotNull(lease);
        assertEquals(List.of(RUNNING), scene.reasons(job));
        assertEquals(Value.of(lease.worker().text()), fact(job, RUNNING, "worker_id"));
        assertEquals(Value.of(START.plusSeconds(30).toString()), fact(job, RUNNING, "lease_until"));
        assertEquals(Value.of(START.toString()), fact(job, RUNNING, "started_at"));
        assertEquals(Value.of(1), fact(job, RUNNING, "attempt"));
        announce(lease.worker());
        assertEquals(Value.of("node-b"), fact(job, RUNNING, "node"));
        scene.clock.advance(Duration.ofSeconds(30));
        assertTrue(scene.reason(job, RUNNING).message().contains("ran out"));
    }

    @Test
    void thatItHasFinished() throws Exception {
        JobEngine engine = scene.engine();
        Job job = scene.enqueue("gate");
        engine.cancel().cancel(SHOP, job.id());
        assertEquals(List.of(FINISHED), scene.reasons(job));
        assertEquals(Value.of("cancelled"), fact(job, FINISHED, "state"));
        assertEquals(Value.of(START.toString()), fact(job, FINISHED, "completed_at"));
    }
}
