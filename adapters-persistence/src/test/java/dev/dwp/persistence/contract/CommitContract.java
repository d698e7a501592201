package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Writing: a set of changes is one act with its events. What refuses a set is {@link RefusalContract}'s. */
public abstract class CommitContract extends StoreContract {

    @Test
    void appliesEveryKindOfChange() {
        AllKinds all = new AllKinds(store, driver);
        driver.commit(all.changes());

        assertEquals(JobState.FAILED, driver.fresh(all.running).state());
        assertEquals(all.made, driver.fresh(all.made));
        assertEquals(Optional.empty(), store.jobs().find(all.dead.id()));
        assertEquals(
                List.of(8),
                store.runs().timeline(all.run.id()).stream()
                        .map(TimelineEntry::seq)
                        .toList());
        assertEquals(Optional.of(all.published), all.kept("published"));
        assertEquals(Optional.empty(), all.kept("consumed"));
        assertEquals(AllKinds.ENTRY, store.crons().all().getFirst().name());
        assertEquals(Set.of(new QueueName("shut")), store.jobs().pausedQueues());
    }

    @Test
    @DisplayName("PROTOCOL §7.3 the events of a set follow each other in the log in the order of its changes")
    void tellsOfASetInTheOrderOfItsChanges() {
        AllKinds all = new AllKinds(store, driver);
        Cursor before = store.events().head();
        List<Change> changes = all.changes();
        Cursor after = driver.commit(changes);

        List<LoggedEvent> expected = logged(before, changes);
        assertEquals(
                List.of("job.failed", "job.dlq", "job.enqueued", "cron.fired", "workflow.step_completed"),
                expected.stream().map(event -> event.data().text("type")).toList());
        assertEquals(expected, driver.log(before));
        assertEquals(expected.getLast().cursor(), after);
        assertEquals(after, store.events().head());
    }

    private List<LoggedEvent> logged(Cursor before, List<Change> changes) {
        List<LoggedEvent> logged = new ArrayList<>();
        Cursor at = before;
        for (Change change : changes) {
            for (DomainEvent event : change.events()) {
                at = at.next();
                logged.add(LoggedEvent.of(at, driver.now(), event));
            }
        }
        return logged;
    }

    @Test
    void returnsTheHeadForASetThatTellsOfNothing() {
        driver.enqueue(job());
        Cursor head = store.events().head();
        assertEquals(head, driver.commit(List.of()));
        assertEquals(head, driver.commit(new Change.QueuePaused(QueueName.DEFAULT, true)));
        assertEquals(head, store.events().head());
    }

    @Test
    void takesAJobThroughSeveralChangesInOneSet() {
        JobChange enqueued = driver.enqueuing(job()).change();
        JobChange claimed = enqueued.job().claim(driver.lease(Driver.WORKER), driver.now());
        JobChange completed = claimed.job().complete(Samples.PAYLOAD, driver.now());
        driver.commit(new Change.OfJob(enqueued), new Change.OfJob(claimed), new Change.OfJob(completed));

        assertEquals(completed.job(), driver.fresh(completed.job()));
        assertEquals(3, driver.log().size());
        assertEquals(List.of(), driver.claim(1));
    }

    @Test
    void takesARunThroughSeveralChangesInOneSet() {
        RunChange started = driver.starting(run()).change();
        RunChange claimed = started.run().claim(driver.lease(Driver.WORKER), driver.now());
        RunChange first = claimed.run().advance(Entries.running(started.run(), 1, "first"), driver.now());
        RunChange second = first.run().advance(Entries.running(started.run(), 2, "second"), driver.now());
        RunChange ended = second.run().advance(second.entry().completed(Samples.PAYLOAD, driver.now()), driver.now());
        driver.commit(List.of(started, claimed, first, second, ended).stream()
                .<Change>map(Change.OfRun::new)
                .toList());

        assertEquals(ended.run(), driver.fresh(ended.run()));
        assertEquals(
                List.of(first.entry(), ended.entry()),
                store.runs().timeline(started.run().id()));
    }

    @Test
    void changesManyThingsInOneSet() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            changes.add(driver.enqueuing(job().key("key " + i)));
        }
        assertEquals(at(300), driver.commit(changes));
        assertEquals(300, driver.jobs().size());
        assertEquals(300, driver.claim(1000).size());
    }

    @Test
    void isStaleForWhoeverComesSecond() {
        Job job = driver.enqueue(job());
        assertTrue(driver.tries(new Change.OfJob(job.cancel(driver.now()))));
        assertFalse(driver.tries(new Change.OfJob(job.cancel(driver.now()))));

        WorkflowRun run = driver.start(run());
        assertTrue(driver.tries(new Change.OfRun(run.requestCancel(driver.now()))));
        assertFalse(driver.tries(new Change.OfRun(run.requestCancel(driver.now()))));
    }

    @Test
    void isHealthyUntilItIsClosedAndUnavailableFromThen() {
        Job job = driver.enqueue(job());
        assertTrue(store.healthy());
        store.close();
        assertFalse(store.healthy());
        assertThrows(StoreUnavailable.class, () -> driver.enqueue(job()));
        assertThrows(StoreUnavailable.class, () -> driver.claim(1));
        assertThrows(StoreUnavailable.class, () -> driver.fresh(job));
        assertThrows(StoreUnavailable.class, () -> store.events().head());
        assertThrows(StoreUnavailable.class, () -> store.events().read(Cursor.START, null, Tenant.NONE, 1));
        assertThrows(StoreUnavailable.class, () -> store.runs().nextExpiry());
        store.close();
    }
}
