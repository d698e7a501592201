package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.ClaimDraft.upTo;
import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs that start with the commit that enqueues them, where their queue is clear. */
public abstract class ImmediateStartContract extends StoreContract {
    private static final int STRETCHES = 8;
    private static final QueueName QUEUE = new QueueName("default");

    /** What enqueues a job that has started already, and that job. */
    private record Started(Job job, List<Change> changes) {}

    private Started started(JobDraft draft) {
        Job pending = enqueued(draft).job();
        JobChange claim = pending.claim(driver.lease(Driver.WORKER), driver.now());
        return new Started(
                claim.job(),
                List.of(
                        new Change.QueueClear(pending.spec().queue()),
                        new Change.OfJob(enqueued(pending)),
                        new Change.OfJob(claim)));
    }

    private JobChange enqueued(JobDraft draft) {
        return driver.enqueuing(draft).change();
    }

    private static JobChange enqueued(Job pending) {
        return Job.enqueue(pending.id(), pending.spec(), pending.runAt(), pending.createdAt());
    }

    private boolean tries(Started start) {
        return driver.tries(start.changes().toArray(Change[]::new));
    }

    private static List<String> types(List<LoggedEvent> events) {
        return events.stream()
                .map(event -> String.valueOf(event.data().text("type")))
                .toList();
    }

    @Test
    @DisplayName(
            "PROTOCOL §7.3: such a job is told of as enqueued and as started, in this order, and runs under its lease")
    void areEnqueuedAndRunning() {
        Started start = started(job());
        Cursor head = driver.commit(start.changes());
        assertEquals(List.of("job.enqueued", "job.started"), types(driver.log()));
        assertEquals(head, driver.log().getLast().cursor());
        assertEquals(start.job(), driver.fresh(start.job()));
        assertEquals(Map.of(JobState.RUNNING, 1L), counts());
        assertEquals(Map.of(QUEUE, new QueueDepth(0, 1)), store.jobs().depths(Tenant.NONE));
        assertEquals(List.of(), driver.claim(9));
        assertEquals(start.job().lease().until(), store.jobs().nextExpiry().orElseThrow());
        driver.commit(driver.fresh(start.job()).complete(Samples.PAYLOAD, driver.now()));
        assertEquals(Map.of(JobState.COMPLETED, 1L), counts());
    }

    private Map<JobState, Long> counts() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        store.jobs().countByState(Tenant.NONE).forEach((state, n) -> {
            if (n > 0) {
                counts.put(state, n);
            }
        });
        return counts;
    }

    @Test
    void runAgainWhenTheirWorkerIsLost() {
        Started start = started(job());
        driver.commit(start.changes());
        driver.advance(ClaimDraft.LEASE);
        Job lost = store.jobs().expired(driver.now(), 9).getFirst();
        assertEquals(start.job(), lost);
        driver.commit(
                new Change.JobLeaseStands(lost.id(), lost.lease()),
                new Change.OfJob(lost.retryLost("Lost.", Duration.ZERO, driver.now())));
        assertEquals(lost.id(), driver.claim(9).getFirst().id());
    }

    @Test
    void areRefusedWhereTheirQueueIsPausedUntilItGoesOn() {
        driver.pause("default", true);
        Started start = started(job());
        assertFalse(tries(start));
        assertTrue(tries(started(job().queue("other"))));
        assertEquals(2, driver.log().size());
        driver.pause("default", false);
        assertTrue(tries(start));
    }

    @Test
    void areRefusedWhereAnotherJobOfTheirQueueIsDue() {
        driver.enqueue(job().queue("other"));
        driver.enqueue(job(), driver.now().plusSeconds(60));
        assertTrue(tries(started(job())), "What is not due, or waits elsewhere, is not passed by.");
        Job first = driver.enqueue(job().tenant(Tenants.ORG));
        assertFalse(tries(started(job())));
        assertFalse(driver.tries(
                new Change.OfJob(enqueued(job().queue("third"))), new Change.QueueClear(new QueueName("third"))));
        driver.claim(upTo(9).by(Driver.OTHER_WORKER));
        assertEquals(JobState.RUNNING, driver.fresh(first).state());
        assertTrue(tries(started(job())));
    }

    @Test
    void wakeNobodyWhoClaims() throws InterruptedException {
        Semaphore jobs = new Semaphore(0);
        Semaphore events = new Semaphore(0);
        Wakeups.Registration one = store.wakeups().on(Topic.JOBS, jobs::release);
        Wakeups.Registration other = store.wakeups().on(Topic.EVENTS, events::release);
        driver.commit(started(job()).changes());
        events.acquire();
        assertTrue(store.shared() || jobs.availablePermits() == 0);
        one.close();
        other.close();
    }

    @Test
    @DisplayName("A tenant whose job starts at once has had its turn")
    void areATurnOfTheirTenant() {
        driver.commit(started(job().tenant(Tenants.ORG)).changes());
        Job running = driver.jobs().getFirst();
        driver.commit(running.complete(Samples.PAYLOAD, driver.now()));
        driver.enqueue(job().tenant(Tenants.OTHER_ORG));
        driver.commit(driver.claim(1).getFirst().complete(Samples.PAYLOAD, driver.now()));
        driver.commit(started(job().tenant(Tenants.ORG)).changes());
        driver.commit(driver.jobs().getFirst().complete(Samples.PAYLOAD, driver.now()));
        driver.enqueue(job().tenant(Tenants.ORG));
        driver.enqueue(job().tenant(Tenants.OTHER_ORG));
        assertEquals(Tenants.OTHER_ORG, driver.claim(1).getFirst().spec().tenant(), "Its last turn is longer ago.");
    }

    @Test
    @DisplayName("Nothing starts once a pause is committed, however many enqueue at the same time")
    void noneStartsWhileAQueueIsPaused() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Integer>> actions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            actions.add(() -> {
                int count = 0;
                while (!over.get()) {
                    count += tries(started(job())) ? 1 : 0;
                }
                return count;
            });
        }
        actions.add(() -> {
            try {
                int stretches = 0;
                while (stretches < STRETCHES) {
                    Cursor paused = driver.commit(new Change.QueuePaused(QUEUE, true));
                    assertFalse(tries(started(job())));
                    assertEquals(List.of(), driver.log(paused));
                    driver.pause("default", false);
                    stretches++;
                }
                return stretches;
            } finally {
                over.set(true);
            }
        });
        assertEquals(STRETCHES, Race.of(actions).getLast());
    }
}
