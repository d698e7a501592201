package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Leases on jobs and runs: renewed by their holders, found when they ran out, and a fence against late results. */
public abstract class LeaseContract extends StoreContract {

    private Set<JobId> renew(Job... jobs) {
        return store.jobs()
                .renew(
                        Driver.WORKER,
                        List.of(jobs).stream().map(Job::id).toList(),
                        driver.now().plus(ClaimDraft.LEASE));
    }

    private List<WorkflowRun> renew(WorkflowRun... runs) {
        return store.runs()
                .renew(
                        driver.lease(Driver.WORKER),
                        List.of(runs).stream().map(WorkflowRun::id).toList());
    }

    private Job renewed(Job job) {
        return job.renewed(driver.lease(Driver.WORKER));
    }

    private WorkflowRun renewed(WorkflowRun run) {
        return run.renewed(new RunClaim(run.fences(), driver.lease(Driver.WORKER)));
    }

    @Test
    void renewsAJobsLeaseWithoutARevisionOrAWord() {
        Job job = driver.running(job());
        Cursor head = store.events().head();
        driver.advance(Duration.ofSeconds(10));
        assertEquals(Set.of(job.id()), renew(job));
        assertEquals(renewed(job), driver.fresh(job));
        assertEquals(head, store.events().head());
    }

    @Test
    void makesNoLeaseShorter() {
        Job job = driver.running(job());
        WorkflowRun run = driver.claimed(run());
        Instant earlier = driver.now().plusSeconds(1);
        assertEquals(Set.of(job.id()), store.jobs().renew(Driver.WORKER, List.of(job.id()), earlier));
        assertEquals(job, driver.fresh(job));
        assertEquals(List.of(run), store.runs().renew(new Lease(Driver.WORKER, earlier), List.of(run.id())));
        assertEquals(run, driver.fresh(run));
    }

    @Test
    void renewsARunsLeaseAndShowsTheRun() {
        WorkflowRun run = driver.claimed(run());
        driver.commit(run.requestCancel(driver.now()));
        WorkflowRun told = driver.fresh(run);
        Cursor head = store.events().head();
        driver.advance(Duration.ofSeconds(10));
        assertEquals(List.of(renewed(told)), renew(run));
        assertEquals(renewed(told), driver.fresh(run));
        assertEquals(head, store.events().head());
    }

    @Test
    void renewsOnlyJobsThatTheWorkerHolds() {
        Job own = driver.running(job());
        Job cancelled = driver.commit(driver.running(job()).cancel(driver.now()));
        Job waiting = driver.commit(driver.running(job()).retry("Again.", Duration.ofHours(1), driver.now()));
        driver.enqueue(job());
        Job others =
                driver.claim(ClaimDraft.upTo(1).by(Driver.OTHER_WORKER)).items().getFirst();
        Job unknown = driver.enqueuing(job()).change().job();
        driver.advance(Duration.ofSeconds(10));
        assertEquals(Set.of(own.id()), renew(own, cancelled, waiting, others, unknown));
        assertEquals(others, driver.fresh(others));
        assertEquals(cancelled, driver.fresh(cancelled));
        assertEquals(Set.of(), store.jobs().renew(Driver.WORKER, List.of(), driver.now()));
    }

    @Test
    void renewsOnlyRunsThatTheWorkerHolds() {
        WorkflowRun own = driver.claimed(run());
        WorkflowRun waiting = driver.commit(driver.claimed(run()).suspend(null, driver.now()));
        WorkflowRun done = driver.commit(driver.claimed(run()).complete(Samples.PAYLOAD, driver.now()));
        driver.start(run());
        WorkflowRun others = store.runs()
                .claimDue(driver.lease(Driver.OTHER_WORKER), Set.of(Driver.FLOW), RunPlaces.of(1), driver.now())
                .items()
                .getFirst();
        WorkflowRun unknown = driver.starting(run()).change().run();
        driver.advance(Duration.ofSeconds(10));
        assertEquals(List.of(renewed(own)), renew(own, waiting, done, others, unknown));
        assertEquals(others, driver.fresh(others));
        assertEquals(List.of(), store.runs().renew(driver.lease(Driver.WORKER), List.of()));
    }

    @Test
    void renewsALeaseThatRanOutWhileNobodyHasTakenItAway() {
        Job job = driver.running(job());
        WorkflowRun run = driver.claimed(run());
        driver.advance(ClaimDraft.LEASE.plusSeconds(1));
        assertEquals(Set.of(job.id()), renew(job));
        assertEquals(List.of(renewed(run)), renew(run));
        assertEquals(List.of(), store.jobs().expired(driver.now(), 9));
        assertEquals(List.of(), store.runs().expired(driver.now(), 9));
    }

    @Test
    void takesAJobFromALeaseThatRanOutUnlessThatWasRenewedFirst() {
        Job lost = driver.running(job());
        Lease lease = Objects.requireNonNull(lost.lease());
        driver.advance(ClaimDraft.LEASE);
        renew(lost);
        Change taking = new Change.OfJob(lost.retry("Lost.", Duration.ZERO, driver.now()));
        assertThrows(StaleWrite.class, () -> driver.commit(new Change.JobLeaseStands(lost.id(), lease), taking));
        assertEquals(renewed(lost), driver.fresh(lost));

        driver.commit(new Change.JobLeaseStands(lost.id(), driver.lease(Driver.WORKER)), taking);
        assertEquals(Set.of(), renew(lost));
        assertThrows(StaleWrite.class, () -> driver.commit(new Change.JobLeaseStands(lost.id(), lease)));
    }

    @Test
    void takesARunFromALeaseThatRanOutUnlessThatWasRenewedFirst() {
        WorkflowRun lost = driver.claimed(run());
        Lease lease = Objects.requireNonNull(lost.claim()).lease();
        driver.advance(ClaimDraft.LEASE);
        renew(lost);
        Change taking = new Change.OfRun(lost.release(driver.now()));
        assertThrows(StaleWrite.class, () -> driver.commit(new Change.RunLeaseStands(lost.id(), lease), taking));
        assertEquals(renewed(lost), driver.fresh(lost));

        driver.commit(new Change.RunLeaseStands(lost.id(), driver.lease(Driver.WORKER)), taking);
        assertEquals(List.of(), renew(lost));
        assertThrows(StaleWrite.class, () -> driver.commit(new Change.RunLeaseStands(lost.id(), lease)));
    }

    @Test
    void looksForALeaseInWhatTheChangesBeforeItInTheSameSetHaveMadeOfTheJob() {
        Job job = driver.running(job());
        Lease lease = Objects.requireNonNull(job.lease());
        Change released = new Change.OfJob(job.release("Stopping.", driver.now()));
        assertThrows(StaleWrite.class, () -> driver.commit(released, new Change.JobLeaseStands(job.id(), lease)));
        assertEquals(job, driver.fresh(job));

        Job waiting = driver.commit(job.release("Stopping.", driver.now()));
        Job claimed =
                waiting.claim(driver.lease(Driver.OTHER_WORKER), driver.now()).job();
        driver.commit(
                new Change.OfJob(waiting.claim(driver.lease(Driver.OTHER_WORKER), driver.now())),
                new Change.JobLeaseStands(job.id(), driver.lease(Driver.OTHER_WORKER)));
        assertEquals(claimed, driver.fresh(job));
    }

    @Test
    void looksForALeaseInWhatTheChangesBeforeItInTheSameSetHaveMadeOfTheRun() {
        WorkflowRun run = driver.claimed(run());
        Lease lease = Objects.requireNonNull(run.claim()).lease();
        Change released = new Change.OfRun(run.release(driver.now()));
        assertThrows(StaleWrite.class, () -> driver.commit(released, new Change.RunLeaseStands(run.id(), lease)));
        assertEquals(run, driver.fresh(run));

        WorkflowRun waiting = driver.commit(run.release(driver.now()));
        driver.commit(
                new Change.OfRun(waiting.claim(driver.lease(Driver.OTHER_WORKER), driver.now())),
                new Change.RunLeaseStands(run.id(), driver.lease(Driver.OTHER_WORKER)));
        assertEquals(2, driver.fresh(run).fences());
    }

    @Test
    void givesTheNextWorkerInTheSameSetItsOwnLeaseWhereTheOneBeforeHadALonger() {
        Job job = driver.running(job());
        driver.advance(Duration.ofSeconds(10));
        renew(job);
        JobChange told = job.progress(new Progress(50, null), driver.now());
        JobChange released = told.job().release("Stopping.", driver.now());
        Lease shorter = new Lease(Driver.OTHER_WORKER, driver.now().plusSeconds(1));
        JobChange claimed = released.job().claim(shorter, driver.now());
        driver.commit(new Change.OfJob(told), new Change.OfJob(released), new Change.OfJob(claimed));
        assertEquals(claimed.job(), driver.fresh(job));
        assertEquals(Optional.of(shorter.until()), store.jobs().nextExpiry());
    }

    @Test
    void completesAJobFromWhatWasReadBeforeARenewalOrAfter() {
        Job before = driver.running(job());
        driver.advance(Duration.ofSeconds(10));
        renew(before);
        driver.commit(before.complete(Samples.PAYLOAD, driver.now()));

        Job other = driver.running(job());
        driver.advance(Duration.ofSeconds(10));
        renew(other);
        driver.commit(driver.fresh(other).complete(Samples.PAYLOAD, driver.now()));
        assertEquals(Optional.empty(), store.jobs().nextExpiry());
    }

    @Test
    void keepsARenewalWhenAChangeWasMadeFromTheJobAsItWasBefore() {
        Job before = driver.running(job());
        driver.advance(Duration.ofSeconds(10));
        renew(before);
        Job told = driver.commit(before.progress(new Progress(50, null), driver.now()));
        assertEquals(renewed(told), driver.fresh(before));
        assertEquals(
                Optional.of(driver.now().plus(ClaimDraft.LEASE)), store.jobs().nextExpiry());
    }

    @Test
    void keepsARenewalWhenAChangeWasMadeFromTheRunAsItWasBefore() {
        WorkflowRun before = driver.claimed(run());
        driver.advance(Duration.ofSeconds(10));
        renew(before);
        WorkflowRun told = driver.commit(before.advance(Entries.running(before, 1, "step"), driver.now()));
        assertEquals(renewed(told), driver.fresh(before));
        told = driver.commit(told.requestCancel(driver.now()));
        assertEquals(renewed(told), driver.fresh(before));
        assertEquals(
                Optional.of(driver.now().plus(ClaimDraft.LEASE)), store.runs().nextExpiry());
    }

    @Test
    void keepsNothingOfALeaseThatWasLetGoOf() {
        Job job = driver.running(job());
        WorkflowRun run = driver.claimed(run());
        driver.advance(Duration.ofSeconds(10));
        renew(job);
        renew(run);
        driver.commit(job.release("Stopping.", driver.now()));
        driver.commit(run.release(driver.now()));
        assertEquals(Optional.empty(), store.jobs().nextExpiry());
        assertEquals(Optional.empty(), store.runs().nextExpiry());
        driver.claim(ClaimDraft.upTo(1).by(Driver.OTHER_WORKER).lease(Duration.ofSeconds(1)));
        assertEquals(Optional.of(driver.now().plusSeconds(1)), store.jobs().nextExpiry());
    }

    @Test
    void findsJobsWhoseLeaseRanOutTheOldestFirst() {
        List<Job> jobs = new ArrayList<>();
        for (int seconds : List.of(30, 10, 20)) {
            driver.enqueue(job());
            jobs.addAll(driver.claim(ClaimDraft.upTo(1).lease(Duration.ofSeconds(seconds)))
                    .items());
        }
        driver.enqueue(job());
        assertEquals(Optional.of(driver.now().plusSeconds(10)), store.jobs().nextExpiry());
        driver.advance(Duration.ofSeconds(10).minusNanos(1_000));
        assertEquals(List.of(), store.jobs().expired(driver.now(), 9));
        driver.advance(Duration.ofNanos(1_000));
        assertEquals(List.of(jobs.get(1)), store.jobs().expired(driver.now(), 9));
        driver.advance(Duration.ofSeconds(30));
        assertEquals(
                List.of(jobs.get(1), jobs.get(2), jobs.get(0)), store.jobs().expired(driver.now(), 9));
        assertEquals(List.of(jobs.get(1), jobs.get(2)), store.jobs().expired(driver.now(), 2));
        driver.commit(jobs.get(1).cancel(driver.now()));
        assertEquals(List.of(jobs.get(2), jobs.get(0)), store.jobs().expired(driver.now(), 9));
    }

    @Test
    void findsRunsWhoseLeaseRanOutTheOldestFirst() {
        List<WorkflowRun> runs = new ArrayList<>();
        for (int seconds : List.of(30, 10)) {
            driver.start(run());
            Lease lease = new Lease(Driver.WORKER, driver.now().plusSeconds(seconds));
            runs.addAll(store.runs()
                    .claimDue(lease, Set.of(Driver.FLOW), RunPlaces.of(1), driver.now())
                    .items());
        }
        driver.start(run());
        assertEquals(Optional.of(driver.now().plusSeconds(10)), store.runs().nextExpiry());
        driver.advance(Duration.ofSeconds(10));
        assertEquals(List.of(runs.get(1)), store.runs().expired(driver.now(), 9));
        driver.advance(Duration.ofSeconds(20));
        assertEquals(List.of(runs.get(1), runs.get(0)), store.runs().expired(driver.now(), 9));
        assertEquals(List.of(runs.get(1)), store.runs().expired(driver.now(), 1));
        driver.commit(runs.get(1).suspend(null, driver.now()));
        assertEquals(List.of(runs.get(0)), store.runs().expired(driver.now(), 9));
    }

    @Test
    void hasNothingToRunOutAtFirst() {
        driver.enqueue(job());
        driver.start(run());
        assertEquals(Optional.empty(), store.jobs().nextExpiry());
        assertEquals(Optional.empty(), store.runs().nextExpiry());
    }

    @Test
    void refusesTheLateResultOfAWorkerThatHasLostItsJob() {
        Job lost = driver.running(job());
        driver.advance(ClaimDraft.LEASE);
        driver.commit(store.jobs().expired(driver.now(), 1).getFirst().retry("Lost.", Duration.ZERO, driver.now()));
        Job taken =
                driver.claim(ClaimDraft.upTo(1).by(Driver.OTHER_WORKER)).items().getFirst();

        assertThrows(StaleWrite.class, () -> driver.commit(lost.complete(Samples.PAYLOAD, driver.now())));
        assertThrows(StaleWrite.class, () -> driver.commit(lost.progress(new Progress(1, null), driver.now())));
        assertEquals(Set.of(), renew(lost));
        assertEquals(taken, driver.fresh(lost));
    }

    @Test
    void refusesTheLateResultEvenWhenTheSameWorkerHasTheJobAgain() {
        Job first = driver.running(job());
        driver.commit(first.retry("Lost.", Duration.ZERO, driver.now()));
        Job second = driver.claim(1).getFirst();
        assertThrows(StaleWrite.class, () -> driver.commit(first.complete(Samples.PAYLOAD, driver.now())));
        assertEquals(second, driver.fresh(first));
    }

    @Test
    void refusesTheLateResultOfAWorkerThatHasLostItsRun() {
        WorkflowRun lost = driver.claimed(run());
        driver.advance(ClaimDraft.LEASE);
        driver.commit(store.runs().expired(driver.now(), 1).getFirst().release(driver.now()));
        WorkflowRun taken = store.runs()
                .claimDue(driver.lease(Driver.OTHER_WORKER), Set.of(Driver.FLOW), RunPlaces.of(1), driver.now())
                .items()
                .getFirst();
        assertEquals(lost.fences() + 1, taken.fences());
        assertThrows(StaleWrite.class, () -> driver.commit(lost.complete(Samples.PAYLOAD, driver.now())));
        assertEquals(List.of(), renew(lost));
        assertEquals(taken, driver.fresh(lost));
    }

    @Test
    void renewsManyAtOnce() {
        driver.enqueue(300, job());
        List<JobId> jobs = driver.claim(300).stream().map(Job::id).toList();
        for (int i = 0; i < 100; i++) {
            driver.start(run());
        }
        List<RunId> runs = driver.claimRuns(100).stream().map(WorkflowRun::id).toList();
        driver.advance(ClaimDraft.LEASE);
        assertEquals(
                Set.copyOf(jobs),
                store.jobs().renew(Driver.WORKER, jobs, driver.now().plusSeconds(1)));
        assertEquals(100, store.runs().renew(driver.lease(Driver.WORKER), runs).size());
        assertEquals(List.of(), store.jobs().expired(driver.now(), 999));
    }
}
