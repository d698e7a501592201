package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Wakeups.Registration;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Hints of news. They may come for nothing, so only what must bring one is tested. */
public abstract class WakeupsContract extends StoreContract {
    private static final long DEADLINE_SECONDS = 10;

    /** Fails unless an act brings a hint. */
    private void rings(Topic topic, Runnable act) {
        Semaphore rung = new Semaphore(0);
        Registration registration = store.wakeups().on(topic, rung::release);
        act.run();
        assertTrue(acquire(rung), () -> "No hint of " + topic);
        registration.close();
    }

    private static boolean acquire(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsOfEvents() {
        rings(Topic.EVENTS, () -> driver.enqueue(job()));
        rings(Topic.EVENTS, () -> driver.claim(1));
        rings(Topic.EVENTS, () -> driver.start(run()));
    }

    @Test
    void tellsOfJobsThatMayBeTaken() {
        rings(Topic.JOBS, () -> driver.enqueue(job()));
        rings(Topic.JOBS, () -> driver.enqueue(job(), driver.now().plusSeconds(60)));
        Job job = driver.claim(1).getFirst();
        rings(Topic.JOBS, () -> driver.commit(job.retry("Again.", Duration.ZERO, driver.now())));
        Job again = driver.claim(1).getFirst();
        rings(Topic.JOBS, () -> driver.commit(again.release("Stopping.", driver.now())));
        Job dead = driver.commit(driver.claim(1).getFirst().fail("No.", driver.now()));
        rings(Topic.JOBS, () -> driver.commit(dead.replay(driver.now())));
    }

    @Test
    void tellsOfQueuesWithRoomAgain() {
        Job first = driver.running(job());
        rings(Topic.ROOM, () -> driver.commit(first.complete(Samples.PAYLOAD, driver.now())));
        Job second = driver.running(job());
        rings(Topic.ROOM, () -> driver.commit(second.cancel(driver.now())));
        Job third = driver.running(job());
        rings(Topic.ROOM, () -> driver.commit(third.fail("No.", driver.now())));
        driver.pause("default", true);
        rings(Topic.JOBS, () -> driver.pause("default", false));
    }

    @Test
    void tellsOfRunsThatMayBeTakenUp() {
        rings(Topic.RUNS, () -> driver.start(run()));
        WorkflowRun run = driver.claimRuns(1).getFirst();
        rings(Topic.RUNS, () -> driver.commit(run.suspend(driver.now().plusSeconds(9), driver.now())));
        rings(Topic.RUNS, () -> driver.commit(driver.fresh(run).requestCancel(driver.now())));
        WorkflowRun again = driver.claimRuns(1).getFirst();
        rings(Topic.RUNS, () -> driver.commit(again.release(driver.now())));
        WorkflowRun failed = driver.commit(driver.fresh(run).fail("No.", driver.now()));
        rings(Topic.RUNS, () -> driver.commit(failed.replay(driver.now())));
    }

    @Test
    void tellsOfRunsThatAWaitWakes() {
        WorkflowRun run = driver.claimed(run());
        TimelineEntry entry = Entries.waiting(run, 1, new Await.ForSignal("paid", null, null), driver.now());
        run = driver.commit(run.advance(entry, driver.now()));
        WorkflowRun asleep = driver.commit(run.suspend(null, driver.now()));
        rings(
                Topic.RUNS,
                () -> driver.commit(asleep.wake(entry.completed(Samples.PAYLOAD, driver.now()), driver.now())));
    }

    @Test
    void interruptsWorkersOfJobsThatWereCancelledOrTaken() {
        Job cancelled = driver.running(job());
        rings(Topic.INTERRUPTS, () -> driver.commit(cancelled.cancel(driver.now())));
        Job lost = driver.running(job());
        driver.advance(ClaimDraft.LEASE);
        rings(Topic.INTERRUPTS, () -> driver.commit(lost.retry("Lost.", Duration.ZERO, driver.now())));
        Job poison = driver.claim(1).getFirst();
        driver.advance(ClaimDraft.LEASE);
        rings(Topic.INTERRUPTS, () -> driver.commit(poison.fail("Lost.", driver.now())));
    }

    @Test
    void interruptsWorkersOfRunsThatChangedFromOutside() {
        WorkflowRun run = driver.claimed(run());
        TimelineEntry entry = Entries.waiting(run, 1, new Await.ForSignal("paid", null, null), driver.now());
        WorkflowRun waiting = driver.commit(run.advance(entry, driver.now()));
        rings(
                Topic.INTERRUPTS,
                () -> driver.commit(waiting.wake(entry.completed(Samples.PAYLOAD, driver.now()), driver.now())));
        rings(Topic.INTERRUPTS, () -> driver.commit(driver.fresh(run).requestCancel(driver.now())));
        driver.advance(ClaimDraft.LEASE);
        rings(Topic.INTERRUPTS, () -> driver.commit(driver.fresh(run).release(driver.now())));
    }

    /** A hint that comes for nothing tells nothing; but one must come once the news can be seen. */
    @Test
    void comesAfterTheCommitAndOutsideAnyLock() {
        AtomicLong head = new AtomicLong();
        Semaphore looked = new Semaphore(0);
        Semaphore heard = new Semaphore(0);
        store.wakeups().on(Topic.EVENTS, () -> {
            if (head.get() == 0) {
                Thread.ofPlatform().start(() -> {
                    head.set(store.events().extent().kept());
                    if (head.get() > 0) {
                        driver.enqueue(job());
                    }
                    looked.release();
                });
                assertTrue(acquire(looked), "Someone holds a lock while it tells of news.");
                if (head.get() > 0) {
                    heard.release();
                }
            }
        });
        driver.enqueue(job());
        assertTrue(acquire(heard), "Nobody was told of the news once they could be seen.");
    }

    @Test
    void goesOnPastAListenerThatFails() {
        store.wakeups().on(Topic.EVENTS, () -> {
            throw new IllegalStateException("A listener that fails on purpose.");
        });
        rings(Topic.EVENTS, () -> assertEquals(1, driver.enqueue(job()).revision()));
    }

    @Test
    void endsEachRegistrationByItself() {
        Semaphore rung = new Semaphore(0);
        Runnable same = rung::release;
        Registration first = store.wakeups().on(Topic.EVENTS, same);
        Registration second = store.wakeups().on(Topic.EVENTS, same);
        first.close();
        first.close();
        rings(Topic.EVENTS, () -> driver.enqueue(job()));
        assertTrue(acquire(rung), "The second still listens.");
        second.close();
        rings(Topic.EVENTS, () -> driver.enqueue(job()));
        rung.drainPermits();
        rings(Topic.EVENTS, () -> driver.enqueue(job()));
        assertEquals(0, rung.drainPermits(), "Nobody listens any more.");
    }
}
