package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A set with a change of each kind, the things in the store that it changes, and what shows whether it was applied. */
final class AllKinds {
    static final String ENTRY = "nightly";

    private final Store store;
    private final Driver driver;

    final Job dead;
    final Job running;
    final WorkflowRun run;
    final Signal consumed;
    final Signal published;
    final Job made;

    AllKinds(Store store, Driver driver) {
        this.store = store;
        this.driver = driver;
        dead = driver.dead(job());
        running = driver.running(job());
        WorkflowRun taken = driver.claimed(run());
        run = driver.commit(taken.advance(Entries.running(taken, 7, "forgotten"), driver.now()));
        consumed = driver.keep(driver.signal("consumed", null, Tenant.NONE));
        published = driver.signal("published", null, Tenant.NONE);
        made = driver.enqueuing(job().name("made")).change().job();
        driver.advance(Duration.ofSeconds(1));
    }

    /** The set; made anew at each call, always the same. */
    List<Change> changes() {
        CronState cron = new CronState(ENTRY, "0 2 * * *", driver.now(), driver.now());
        return List.of(
                new Change.JobLeaseStands(running.id(), Objects.requireNonNull(running.lease())),
                new Change.RunLeaseStands(
                        run.id(), Objects.requireNonNull(run.claim()).lease()),
                new Change.OfJob(running.fail("No.", driver.now())),
                new Change.OfJob(Job.enqueue(made.id(), made.spec(), made.runAt(), made.createdAt())),
                new Change.CronMoved(cron, cron, Tenants.ORG, List.of(new CronFired(ENTRY, made.id(), Tenants.ORG))),
                new Change.OfRun(run.advance(
                        Entries.running(run, 8, "done").completed(Samples.PAYLOAD, driver.now()), driver.now())),
                new Change.EntriesForgotten(run.id(), List.of(7)),
                new Change.JobPurged(dead),
                new Change.SignalKept(published),
                new Change.SignalTaken(consumed.id()),
                new Change.QueuePaused(new QueueName("shut"), true));
    }

    Optional<Signal> kept(String name) {
        return store.signals().oldestKept(run, new Await.ForSignal(name, null, null));
    }
}
