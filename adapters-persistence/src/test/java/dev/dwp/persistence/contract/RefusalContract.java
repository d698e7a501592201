package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What refuses a set of changes, and that nothing of a refused set is left. */
public abstract class RefusalContract extends StoreContract {

    /** A change that does not hold any more, and how it is refused. */
    private record Refused(String what, Class<? extends RuntimeException> by, Change change) {}

    @Test
    @DisplayName("PROTOCOL §7.3 a refused set leaves neither state nor event, wherever in it the refused change is")
    void leavesNothingOfARefusedSet() {
        List<Refused> refusable = refusable();
        AllKinds all = new AllKinds(store, driver);
        Picture before = Picture.of(store, driver);

        for (Refused refused : refusable) {
            for (int place = 0; place <= all.changes().size(); place += 3) {
                List<Change> set = new ArrayList<>(all.changes());
                set.add(place, refused.change());
                String what = refused.what() + ", in place " + place;
                assertThrows(refused.by(), () -> driver.commit(set), what);
                assertEquals(before, Picture.of(store, driver), what);
                assertEquals(Optional.of(all.consumed), all.kept("consumed"), what);
                assertEquals(Optional.empty(), all.kept("published"), what);
            }
        }
        Cursor head = store.events().head();
        assertEquals(head.n() + 5, driver.commit(all.changes()).n(), "Refused sets use up no cursors.");
    }

    private List<Refused> refusable() {
        Job moved = driver.enqueue(job().key("of a job"));
        driver.commit(moved.cancel(driver.now()));
        Job replayed = driver.dead(job());
        driver.commit(driver.commit(replayed.replay(driver.now())).cancel(driver.now()));
        Job purged = driver.dead(job());
        driver.commit(new Change.JobPurged(purged));
        WorkflowRun run = driver.start(run().key("of a run"));
        driver.commit(driver.commit(run.requestCancel(driver.now())).suspend(null, driver.now()));
        Signal gone = driver.keep(driver.signal("gone", null, Tenant.NONE));
        driver.commit(new Change.SignalTaken(gone.id()));
        CronState cron = new CronState("moved", "@daily", driver.now(), null);
        CronState later = new CronState("moved", "@daily", driver.now().plusSeconds(60), driver.now());
        driver.commit(new Change.CronMoved(cron, cron, Tenant.NONE, List.of()));
        driver.commit(new Change.CronMoved(cron, later, Tenant.NONE, List.of()));

        return List.of(
                stale("a job that moved on", new Change.OfJob(moved.cancel(driver.now()))),
                stale("a job that was purged", new Change.OfJob(purged.replay(driver.now()))),
                stale("a job that never was", new Change.OfJob(unknownJob().cancel(driver.now()))),
                stale("a job that exists already", new Change.OfJob(enqueuedAs(moved))),
                stale("a dead letter that moved on", new Change.JobPurged(replayed)),
                stale("a dead letter that was purged", new Change.JobPurged(purged)),
                stale("a run that moved on", new Change.OfRun(run.requestCancel(driver.now()))),
                stale("a run that never was", new Change.OfRun(unknownRun().requestCancel(driver.now()))),
                stale("a run that exists already", new Change.OfRun(startedAs(run))),
                stale("a signal that was taken", new Change.SignalTaken(gone.id())),
                stale(
                        "a signal that was never kept",
                        new Change.SignalTaken(driver.ids().signal())),
                stale("a cron entry that moved on", new Change.CronMoved(cron, later, Tenant.NONE, List.of())),
                stale("a cron entry that is known", new Change.CronMoved(cron, cron, Tenant.NONE, List.of())),
                stale("a cron entry that is not", new Change.CronMoved(unknown(cron), later, Tenant.NONE, List.of())),
                new Refused("a job's key", KeyTaken.class, driver.enqueuing(job().key("of a job"))),
                new Refused("a run's key", KeyTaken.class, driver.starting(run().key("of a run"))));
    }

    private static Refused stale(String what, Change change) {
        return new Refused(what, StaleWrite.class, change);
    }

    private Job unknownJob() {
        return driver.enqueuing(job()).change().job();
    }

    private WorkflowRun unknownRun() {
        return driver.starting(run()).change().run();
    }

    private JobChange enqueuedAs(Job job) {
        return Job.enqueue(job.id(), job().spec(), driver.now(), driver.now());
    }

    private RunChange startedAs(WorkflowRun run) {
        return WorkflowRun.start(run.id(), run().spec(), driver.now());
    }

    private static CronState unknown(CronState cron) {
        return new CronState("unknown", cron.schedule(), cron.nextRunAt(), cron.lastRunAt());
    }

    @Test
    void refusesChangesThatTheirOwnSetHasOvertaken() {
        Job job = driver.enqueue(job());
        Job dead = driver.dead(job().name("dead"));
        WorkflowRun run = driver.start(run());
        Signal kept = driver.keep(driver.signal("kept", null, Tenant.NONE));
        CronState cron = new CronState("nightly", "@daily", driver.now(), null);
        CronState later = new CronState("nightly", "@daily", driver.now().plusSeconds(60), driver.now());

        refuses(StaleWrite.class, twice(new Change.OfJob(job.cancel(driver.now()))));
        refuses(StaleWrite.class, twice(new Change.JobPurged(dead)));
        refuses(StaleWrite.class, new Change.JobPurged(dead), new Change.OfJob(dead.replay(driver.now())));
        refuses(StaleWrite.class, new Change.OfJob(dead.replay(driver.now())), new Change.JobPurged(dead));
        refuses(StaleWrite.class, twice(new Change.OfRun(run.requestCancel(driver.now()))));
        refuses(StaleWrite.class, twice(new Change.SignalTaken(kept.id())));
        refuses(
                StaleWrite.class,
                new Change.CronMoved(cron, cron, Tenant.NONE, List.of()),
                new Change.CronMoved(later, cron, Tenant.NONE, List.of()));
        refuses(StaleWrite.class, twice(driver.enqueuing(job())));
        refuses(KeyTaken.class, driver.enqueuing(job().key("k")), driver.enqueuing(job().key("k")));
        refuses(KeyTaken.class, driver.starting(run().key("k")), driver.starting(run().key("k")));
    }

    private static Change[] twice(Change change) {
        return new Change[] {change, change};
    }

    private void refuses(Class<? extends RuntimeException> by, Change... changes) {
        Picture before = Picture.of(store, driver);
        assertThrows(by, () -> driver.commit(changes), () -> List.of(changes).toString());
        assertEquals(before, Picture.of(store, driver), () -> List.of(changes).toString());
    }

    @Test
    void refusesChangesOfOneThingInTheWrongOrder() {
        Job job = driver.running(job());
        JobChange first = job.progress(new Progress(1, null), driver.now());
        JobChange second = first.job().progress(new Progress(2, null), driver.now());
        refuses(StaleWrite.class, new Change.OfJob(second), new Change.OfJob(first));
        refuses(StaleWrite.class, new Change.OfJob(second));
        driver.commit(new Change.OfJob(first), new Change.OfJob(second));
        assertEquals(second.job(), driver.fresh(job));
    }

    @Test
    void letsASignalBeKeptAndTakenAgainInOneSet() {
        Signal signal = driver.signal("s", null, Tenant.NONE);
        driver.commit(new Change.SignalKept(signal), new Change.SignalTaken(signal.id()));
        refuses(StaleWrite.class, new Change.SignalTaken(signal.id()));
    }

    @Test
    void letsACronEntryMoveOnTwiceInOneSet() {
        CronState first = new CronState("nightly", "@daily", driver.now(), null);
        CronState second = new CronState("nightly", "@daily", driver.now().plus(Duration.ofDays(1)), driver.now());
        driver.commit(
                new Change.CronMoved(first, first, Tenant.NONE, List.of()),
                new Change.CronMoved(first, second, Tenant.NONE, List.of()));
        assertEquals(List.of(second), store.crons().all());
    }

    @Test
    void letsAKeyBeFreedAndTakenInOneSet() {
        Job dead = driver.dead(job().key("k"));
        Change.OfJob again = driver.enqueuing(job().key("k"));
        driver.commit(new Change.JobPurged(dead), again);
        assertEquals(List.of(again.change().job()), driver.jobs());
    }
}
