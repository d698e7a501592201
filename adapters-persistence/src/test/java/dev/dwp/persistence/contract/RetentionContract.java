package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is deleted when it is old, and what is not. */
public abstract class RetentionContract extends StoreContract {
    private static final Duration TICK = Duration.ofNanos(1_000);

    private int deleteJobs(Instant before, int limit) {
        int done = store.jobs().deleteFinishedBefore(before, driver.now(), limit);
        return done + store.jobs().deleteDeadBefore(before, driver.now(), limit - done);
    }

    private int deleteRuns(Instant before, int limit) {
        return store.runs().deleteFinishedBefore(before, driver.now(), limit);
    }

    @Test
    void deletesJobsThatFinishedBeforeAnInstantAndNoOthers() {
        driver.dead(job());
        driver.commit(driver.running(job()).complete(Samples.PAYLOAD, driver.now()));
        driver.commit(driver.running(job()).cancel(driver.now()));
        Job running = driver.running(job());
        Job retrying = driver.commit(driver.running(job()).retry("Again.", Duration.ofDays(9), driver.now()));
        Job waiting = driver.enqueue(job(), driver.now().plus(Duration.ofDays(9)));
        driver.advance(TICK);
        Job younger = driver.dead(job());
        int events = driver.log().size();

        assertEquals(0, deleteJobs(driver.now().minus(TICK), 99));
        assertEquals(3, deleteJobs(driver.now(), 99));
        assertEquals(List.of(younger, waiting, retrying, running), driver.jobs());
        assertEquals(0, deleteJobs(driver.now(), 99));
        assertEquals(events, driver.log().size(), "Nobody is told, and the log is kept.");
    }

    @Test
    void deletesTheOldestFirstAndNoMoreThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            driver.dead(i % 2 == 0 ? job() : job().key("k" + i));
            driver.advance(TICK);
        }
        driver.advance(Duration.ofDays(2));
        List<Job> jobs = driver.jobs();
        assertEquals(2, deleteJobs(driver.now(), 2));
        assertEquals(jobs.subList(0, 3), driver.jobs());
        assertEquals(2, deleteJobs(driver.now(), 2));
        assertEquals(1, deleteJobs(driver.now(), 2));
        assertEquals(Map.of(), store.jobs().countByState(Tenant.NONE));
    }

    @Test
    void deletesByWhenAJobFinishedNotByWhenItBegan() {
        Job old = driver.enqueue(job());
        driver.advance(Duration.ofDays(1));
        Job young = driver.dead(job().name("young"));
        Instant instant = driver.now();
        driver.advance(TICK);
        driver.commit(old.cancel(driver.now()));
        assertEquals(0, deleteJobs(instant, 9));
        assertEquals(1, deleteJobs(instant.plus(TICK), 9));
        assertEquals(Optional.empty(), store.jobs().find(young.id()));
    }

    @Test
    void deletesDeadLettersApartFromOtherFinishedJobs() {
        Job dead = driver.dead(job());
        Job done = driver.commit(driver.running(job()).complete(Samples.PAYLOAD, driver.now()));
        Job cancelled = driver.commit(driver.running(job()).cancel(driver.now()));
        driver.advance(TICK);
        assertEquals(2, store.jobs().deleteFinishedBefore(driver.now(), driver.now(), 9));
        assertEquals(List.of(dead), driver.jobs());
        assertEquals(Optional.empty(), store.jobs().find(done.id()));
        assertEquals(Optional.empty(), store.jobs().find(cancelled.id()));
        assertEquals(0, store.jobs().deleteDeadBefore(driver.now().minus(TICK), driver.now(), 9));
        assertEquals(1, store.jobs().deleteDeadBefore(driver.now(), driver.now(), 9));
        assertEquals(List.of(), driver.jobs());
    }

    @Test
    void keepsAJobAgainThatWasReplayed() {
        Job dead = driver.dead(job());
        driver.commit(dead.replay(driver.now()));
        driver.advance(Duration.ofDays(1));
        assertEquals(0, deleteJobs(driver.now(), 9));
    }

    @Test
    void keepsJobsWhoseKeyIsRemembered() {
        Job job = driver.dead(job().key("k"));
        driver.dead(job());
        driver.advance(IdempotencyKey.REMEMBERED);
        assertEquals(1, deleteJobs(driver.now(), 99));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
        driver.advance(TICK);
        assertEquals(1, deleteJobs(driver.now(), 99));
        assertEquals(Optional.empty(), store.jobs().find(job.id()));
        assertEquals(
                Optional.empty(),
                store.jobs().findByKey(Tenant.NONE, "work", job.spec().key(), Instant.EPOCH));
        driver.enqueue(job().key("k"));
    }

    @Test
    void keepsWhatIsRememberedFromStandingInTheWay() {
        for (int i = 0; i < 5; i++) {
            driver.dead(job().key("k" + i));
        }
        driver.advance(TICK);
        driver.dead(job());
        driver.dead(job());
        driver.advance(TICK);
        assertEquals(1, deleteJobs(driver.now(), 1));
        assertEquals(1, deleteJobs(driver.now(), 9));
        driver.advance(IdempotencyKey.REMEMBERED);
        assertEquals(5, deleteJobs(driver.now(), 9));
    }

    @Test
    void keepsAKeyThatIsRememberedAgainBecauseTheClockWasSetBack() {
        driver.dead(job().key("k"));
        Instant begin = driver.now();
        driver.advance(IdempotencyKey.REMEMBERED.plusSeconds(1));
        assertEquals(0, deleteJobs(begin, 9));
        driver.advance(Duration.ofHours(-1));
        assertEquals(0, deleteJobs(driver.now(), 9));
        driver.advance(Duration.ofHours(1));
        assertEquals(1, deleteJobs(driver.now(), 9));
    }

    @Test
    @DisplayName("PROTOCOL §5 a key counts from the end of its job")
    void countsAKeyFromTheEndOfItsJob() {
        Job job = driver.enqueue(job().key("k"));
        driver.advance(IdempotencyKey.REMEMBERED.plus(TICK));
        driver.commit(job.cancel(driver.now()));
        driver.advance(IdempotencyKey.REMEMBERED);
        assertEquals(0, deleteJobs(driver.now(), 9));
        driver.advance(TICK);
        assertEquals(1, deleteJobs(driver.now(), 9));
    }

    @Test
    void leavesAKeyToTheOlderJobThatWasReplayedWhenTheNewerIsDeleted() {
        Job old = driver.dead(job().key("k"));
        driver.advance(IdempotencyKey.REMEMBERED.plus(TICK));
        driver.dead(job().key("k"));
        driver.commit(old.replay(driver.now()));
        driver.advance(IdempotencyKey.REMEMBERED.plus(TICK));
        assertEquals(1, deleteJobs(driver.now(), 9));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
    }

    @Test
    void deletesRunsWithTheirTimelines() {
        WorkflowRun done = driver.start(run());
        Await await = new Await.ForSignal("paid", null, null);
        TimelineEntry entry = Entries.waiting(done, 1, await, driver.now());
        done = driver.commit(done.advance(entry, driver.now()));
        done = driver.commit(done.complete(Samples.PAYLOAD, driver.now()));
        WorkflowRun running = driver.start(run().childOf(done.id(), true));
        running = driver.commit(running.advance(Entries.running(running, 1, "step"), driver.now()));
        driver.commit(driver.start(run().childOf(running.id(), true)).cancel(null, driver.now()));
        assertEquals(0, deleteRuns(driver.now(), 9));
        driver.advance(TICK);
        assertEquals(2, deleteRuns(driver.now(), 9));

        assertEquals(List.of(running), driver.runs());
        assertEquals(List.of(), store.runs().timeline(done.id()));
        assertEquals(1, store.runs().timeline(running.id()).size());
        assertEquals(List.of(), store.runs().awaitedChildren(running.id()));
        assertEquals(Optional.empty(), store.signals().longestWaiting(driver.signal("paid", null, Tenant.NONE)));
    }

    @Test
    void deletesTheOldestRunsFirstAndNoMoreThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            driver.commit(driver.start(run()).fail("No.", driver.now()));
            driver.advance(TICK);
        }
        List<WorkflowRun> runs = driver.runs();
        assertEquals(3, deleteRuns(driver.now(), 3));
        assertEquals(runs.subList(0, 2), driver.runs());
        assertEquals(2, deleteRuns(driver.now(), 3));
    }

    @Test
    void keepsRunsWhoseKeyIsRemembered() {
        driver.commit(driver.start(run().key("k")).fail("No.", driver.now()));
        driver.advance(IdempotencyKey.REMEMBERED);
        assertEquals(0, deleteRuns(driver.now(), 99));
        assertThrows(KeyTaken.class, () -> driver.start(run().key("k")));
        driver.advance(TICK);
        assertEquals(1, deleteRuns(driver.now(), 99));
        driver.start(run().key("k"));
    }

    @Test
    void deletesKeptSignalsThatWerePublishedBeforeAnInstantTheOldestFirst() {
        WorkflowRun run = driver.start(run());
        Signal first = driver.keep(driver.signal("paid", null, Tenant.NONE));
        driver.advance(TICK);
        Signal second = driver.keep(driver.signal("paid", "k", Tenant.NONE));
        driver.advance(TICK);
        Signal third = driver.keep(driver.signal("paid", null, Tenant.NONE));
        assertEquals(0, store.signals().deleteKeptBefore(first.publishedAt(), 9));
        assertEquals(1, store.signals().deleteKeptBefore(third.publishedAt(), 1));
        assertEquals(Optional.of(second), store.signals().oldestKept(run, new Await.ForSignal("paid", null, null)));
        assertEquals(1, store.signals().deleteKeptBefore(third.publishedAt(), 9));
        assertEquals(Optional.of(third), store.signals().oldestKept(run, new Await.ForSignal("paid", null, null)));
        assertEquals(Optional.empty(), store.signals().oldestKept(run, new Await.ForSignal("paid", "k", null)));
        assertEquals(Set.of(), store.jobs().pausedQueues());
    }
}
