package dev.dwp.persistence.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.QueueSituation;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store and its model side by side: what is done to one is done to the other, and they must agree. */
public final class JobTrial {
    private final Store store;
    private final Driver driver;
    private final JobModel model = new JobModel();

    /** Every version of every job that anyone could have read. */
    private final List<Job> read = new ArrayList<>();

    /** The latest that the clock has shown. */
    private Instant latest = Driver.NOW;

    JobTrial(Store store) {
        this.store = store;
        this.driver = new Driver(store, Driver.NOW);
    }

    void enqueue(JobDraft draft, Duration delay) {
        Instant runAt = driver.now().plus(delay);
        change(Job.enqueue(driver.ids().job(), draft.spec(), runAt, driver.now()));
    }

    /** Whoever acts may know an old version of the job. */
    void act(int version, JobAction action) {
        if (!read.isEmpty()) {
            Job job = read.get(Math.floorMod(version, read.size()));
            if (action.from(job.state()).isPresent()) {
                change(changed(job, action));
            }
        }
    }

    private JobChange changed(Job job, JobAction action) {
        Instant now = driver.now();
        return switch (action) {
            case PROGRESS -> job.progress(new Progress(1, null), now);
            case COMPLETE -> job.complete(Value.NULL, now);
            case RETRY -> job.retry("Again.", Duration.ofMillis(500), now);
            case RELEASE -> job.release("Stopping.", now);
            case FAIL -> job.fail("No.", now);
            case CANCEL -> job.cancel(now);
            case REPLAY -> job.replay(now);
            case CLAIM -> job.claim(driver.lease(Driver.WORKER), now);
            case ENQUEUE -> throw new IllegalArgumentException("A job is enqueued once.");
        };
    }

    private void change(JobChange change) {
        boolean accepted = driver.tries(new Change.OfJob(change));
        assertEquals(model.apply(change), accepted, () -> "Whether it is accepted: " + change);
        if (accepted) {
            read.add(change.job());
        }
    }

    void purge(int version) {
        if (!read.isEmpty()) {
            Job job = read.get(Math.floorMod(version, read.size()));
            assertEquals(model.purge(job), driver.tries(new Change.JobPurged(job)));
        }
    }

    void claim(ClaimDraft draft) {
        JobClaim claim = draft.at(driver.now());
        Claimed<Job> claimed = store.jobs().claimDue(claim);
        for (Job job : claimed.items()) {
            Optional<Job> expected = model.next(claim);
            assertEquals(expected.map(Job::id), Optional.of(job.id()), () -> "Whose turn it is in " + claimed);
            model.take(claim, expected.orElseThrow());
            assertEquals(model.find(job.id()), Optional.of(job));
            read.add(job);
        }
        if (claimed.items().size() < claim.limit()) {
            assertEquals(Optional.empty(), model.next(claim), "Nothing that could be taken is left.");
        }
        lookAgain(claim, claimed);
    }

    private void lookAgain(JobClaim claim, Claimed<Job> claimed) {
        Instant again = claimed.again();
        Instant latest = model.again(claim);
        if (latest != null) {
            assertTrue(again != null, () -> "Time will bring something at " + latest);
            assertTrue(!again.isAfter(latest.plusNanos(1_000)), () -> again + " is too late for " + latest);
        }
        if (claimed.items().size() < claim.limit()) {
            assertTrue(again == null || again.isAfter(claim.now()), () -> again + " is no time to look again.");
        }
    }

    void renew(int worker) {
        Lease lease = driver.lease(Driver.worker(worker));
        List<JobId> all = model.jobs().stream().map(Job::id).toList();
        assertEquals(model.renew(lease), store.jobs().renew(lease.worker(), all, lease.until()));
    }

    void pause(String queue, boolean paused) {
        model.pause(new QueueName(queue), paused);
        driver.pause(queue, paused);
    }

    void delete(Duration age, int limit) {
        delete(false, age, limit);
        delete(true, age, limit);
    }

    private void delete(boolean dead, Duration age, int limit) {
        Instant before = driver.now().minus(age);
        Set<JobId> deletable = model.deletable(dead, before, driver.now());
        int count = dead
                ? store.jobs().deleteDeadBefore(before, driver.now(), limit)
                : store.jobs().deleteFinishedBefore(before, driver.now(), limit);
        assertEquals(Math.min(limit, deletable.size()), count);
        Set<JobId> gone = new HashSet<>();
        model.jobs().forEach(job -> gone.add(job.id()));
        driver.jobs().forEach(job -> gone.remove(job.id()));
        assertEquals(count, gone.size());
        assertTrue(deletable.containsAll(gone));
        model.delete(gone);
    }

    void pass(Duration time) {
        driver.advance(time);
        latest = latest.isAfter(driver.now()) ? latest : driver.now();
    }

    /** What is stored agrees. */
    void compare() {
        assertEquals(model.jobs(), driver.jobs().reversed());
        assertEquals(model.events(), store.events().extent().kept());
    }

    /** Everything that can be read agrees. */
    void compareAll() {
        compare();
        assertEquals(model.paused(), store.jobs().pausedQueues());
        for (Tenant view : List.of(Tenant.NONE, Tenants.APP, Tenants.ORG, Tenants.OTHER_APP)) {
            assertEquals(model.states(view), store.jobs().countByState(view));
            assertEquals(model.depths(view), store.jobs().depths(view));
        }
        assertEquals(model.expired(driver.now()), store.jobs().expired(driver.now(), 1_000));
        assertEquals(model.nextExpiry(), store.jobs().nextExpiry());
        model.jobs().forEach(this::compare);
    }

    private void compare(Job job) {
        boolean setBack = driver.now().isBefore(latest);
        if (job.state().waiting() && !setBack) { // counts for people may be of a moment ago
            QueueSituation situation = store.jobs().situation(job, driver.now());
            assertEquals(model.ahead(job, driver.now()), situation.ahead(), () -> "ahead of " + job);
            assertEquals(model.others(job, driver.now()), situation.othersDue(), () -> "beside " + job);
        }
        if (job.spec().key() != null) {
            Instant since = driver.now().minusSeconds(1);
            assertEquals(
                    model.newest(job, since),
                    store.jobs()
                            .findByKey(
                                    job.spec().tenant(),
                                    job.spec().name(),
                                    job.spec().key(),
                                    since));
        }
    }
}
