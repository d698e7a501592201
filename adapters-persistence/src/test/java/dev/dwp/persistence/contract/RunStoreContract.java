package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.CreatedBetween;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TenantRuns;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reading and claiming workflow runs. */
public abstract class RunStoreContract extends StoreContract {
    private static final WorkflowVersion FLOW_2 = new WorkflowVersion("flow", 2);

    private Claimed<WorkflowRun> claim(int limit, WorkflowVersion... known) {
        return claim(RunPlaces.of(limit), known);
    }

    private Claimed<WorkflowRun> claim(RunPlaces places, WorkflowVersion... known) {
        return store.runs().claimDue(driver.lease(Driver.WORKER), Set.of(known), places, driver.now());
    }

    private static List<RunId> ids(Collection<WorkflowRun> runs) {
        return runs.stream().map(WorkflowRun::id).toList();
    }

    @Test
    void findsWhatWasStartedAndNothingElse() {
        WorkflowRun run = driver.start(run());
        assertEquals(Optional.of(run), store.runs().find(run.id()));
        assertEquals(Optional.of(new Snapshot<>(run, at(1))), store.runs().snapshot(run.id()));
        assertEquals(List.of(), store.runs().timeline(run.id()));
        RunId unknown = driver.ids().run();
        assertEquals(Optional.empty(), store.runs().find(unknown));
        assertEquals(Optional.empty(), store.runs().snapshot(unknown));
        assertEquals(List.of(), store.runs().timeline(unknown));
    }

    @Test
    @DisplayName("PROTOCOL §5 workflow.list is newest first, a page at a time, by state and name")
    void listsNewestFirstFromWhereThePageBeforeEnded() {
        WorkflowRun first = driver.start(run());
        WorkflowRun second = driver.start(run().name("other"));
        WorkflowRun third = driver.commit(driver.start(run()).fail("No.", driver.now()));
        assertEquals(List.of(third, second, first), list(Tenant.NONE, null, null, null, 9));
        assertEquals(List.of(third, second), list(Tenant.NONE, null, null, null, 2));
        assertEquals(List.of(first), list(Tenant.NONE, null, null, second.id(), 2));
        assertEquals(List.of(second, first), list(Tenant.NONE, RunState.RUNNING, null, null, 9));
        assertEquals(List.of(third, first), list(Tenant.NONE, null, "flow", null, 9));
        assertEquals(List.of(first), list(Tenant.NONE, RunState.RUNNING, "flow", null, 9));
        assertEquals(List.of(), list(Tenant.NONE, RunState.CANCELLED, null, null, 9));
    }

    private List<WorkflowRun> list(
            Tenant view, @Nullable RunState state, @Nullable String name, @Nullable RunId before, int limit) {
        return store.runs().list(new RunQuery(view, state, name, before, limit));
    }

    @Test
    @DisplayName("PROTOCOL §4.3 a view holds what its app, or its org, owns; an operator's holds everything")
    void showsEachViewWhatItSees() {
        List<WorkflowRun> all = new ArrayList<>();
        for (Tenant owner : Tenants.ALL) {
            all.add(driver.start(run().tenant(owner)));
        }
        for (Tenant view : Tenants.ALL) {
            List<WorkflowRun> seen = all.reversed().stream()
                    .filter(run -> view.sees(run.spec().tenant()))
                    .toList();
            assertEquals(seen, list(view, null, null, null, 9), view.toString());
            assertEquals(
                    Map.of(RunState.RUNNING, (long) seen.size()), store.runs().countByState(view));
        }
        assertEquals(Map.of(), store.runs().countByState(new Tenant("nobody", null)));
    }

    @Test
    void countsRunsByStateAsTheyMoveOn() {
        assertEquals(Map.of(), store.runs().countByState(Tenant.NONE));
        WorkflowRun run = driver.start(run());
        driver.start(run());
        driver.commit(run.complete(Samples.PAYLOAD, driver.now()));
        assertEquals(
                Map.of(RunState.COMPLETED, 1L, RunState.RUNNING, 1L),
                store.runs().countByState(Tenant.NONE));
    }

    @Test
    void showsATimelineInTheOrderOfItsPlacesAndReplacesEntriesByThem() {
        WorkflowRun run = driver.start(run());
        TimelineEntry second = Entries.running(run, 2, "second");
        TimelineEntry first = Entries.running(run, 1, "first");
        run = driver.commit(run.advance(second, driver.now()));
        run = driver.commit(run.advance(first, driver.now()));
        assertEquals(List.of(first, second), store.runs().timeline(run.id()));
        TimelineEntry done = first.completed(Samples.PAYLOAD, driver.now());
        driver.commit(run.advance(done, driver.now()));
        assertEquals(List.of(done, second), store.runs().timeline(run.id()));
    }

    @Test
    @DisplayName("PROTOCOL §5 a page of a timeline begins after a seq")
    void showsPagesOfATimeline() {
        WorkflowRun run = driver.start(run());
        WorkflowRun other = driver.start(run());
        for (int seq : List.of(2, 3, 5, 8)) {
            run = driver.commit(run.advance(Entries.running(run, seq, "step " + seq), driver.now()));
            other = driver.commit(other.advance(Entries.running(other, seq, "other " + seq), driver.now()));
        }
        assertEquals(List.of(2, 3), seqs(run, 0, 2));
        assertEquals(List.of(5, 8), seqs(run, 3, 2));
        assertEquals(List.of(5, 8), seqs(run, 4, 100));
        assertEquals(List.of(), seqs(run, 8, 100));
        assertEquals(store.runs().timeline(run.id()).subList(1, 2), store.runs().timeline(run.id(), 2, 1));
    }

    private List<Integer> seqs(WorkflowRun run, int after, int limit) {
        return store.runs().timeline(run.id(), after, limit).stream()
                .map(TimelineEntry::seq)
                .toList();
    }

    @Test
    @DisplayName("PROTOCOL §5 workflow.replay forgets steps in one act with the run's own change")
    void forgetsEntries() {
        WorkflowRun run = driver.start(run());
        WorkflowRun other = driver.start(run());
        for (int seq = 1; seq <= 4; seq++) {
            run = driver.commit(run.advance(Entries.running(run, seq, "step " + seq), driver.now()));
        }
        other = driver.commit(other.advance(Entries.running(other, 2, "other"), driver.now()));
        run = driver.commit(run.fail("No.", driver.now()));
        driver.commit(
                new Change.OfRun(run.replay(driver.now())), new Change.EntriesForgotten(run.id(), List.of(2, 4, 9)));
        assertEquals(
                List.of(1, 3),
                store.runs().timeline(run.id()).stream().map(TimelineEntry::seq).toList());
        assertEquals(1, store.runs().timeline(other.id()).size());
        run = driver.fresh(run);
        TimelineEntry again = Entries.running(run, 2, "again");
        driver.commit(run.advance(again, driver.now()));
        assertEquals(again, store.runs().timeline(run.id()).get(1));
    }

    @Test
    @DisplayName("PROTOCOL §5 awaited children are cancelled with their parent, spawned ones go on")
    void findsUnfinishedChildrenThatAreWaitedFor() {
        WorkflowRun parent = driver.start(run());
        WorkflowRun awaited = driver.start(run().childOf(parent.id(), true).tenant(Tenants.ORG));
        WorkflowRun other = driver.start(run().childOf(parent.id(), true).name("other"));
        driver.start(run().childOf(parent.id(), false));
        driver.start(run().childOf(awaited.id(), true));
        driver.start(run());
        assertEquals(Set.of(awaited, other), Set.copyOf(store.runs().awaitedChildren(parent.id())));
        WorkflowRun done = driver.commit(other.complete(Samples.PAYLOAD, driver.now()));
        assertEquals(List.of(awaited), store.runs().awaitedChildren(parent.id()));
        WorkflowRun again = driver.commit(done.replay(driver.now()));
        assertEquals(Set.of(awaited, again), Set.copyOf(store.runs().awaitedChildren(parent.id())));
        assertEquals(List.of(), store.runs().awaitedChildren(other.id()));
        assertEquals(List.of(), store.runs().awaitedChildren(driver.ids().run()));
    }

    @Test
    @DisplayName("PROTOCOL §6 the end of a child ends the entry that waits for it")
    void findsTheEntryThatAwaitsAChild() {
        WorkflowRun parent = driver.start(run());
        WorkflowRun child = driver.start(run().childOf(parent.id(), true));
        assertEquals(Optional.empty(), store.runs().awaiting(child.id()));
        TimelineEntry entry = Entries.waiting(parent, 1, new Await.ForChild(child.id()), driver.now());
        parent = driver.commit(parent.advance(entry, driver.now()));
        assertEquals(Optional.of(new Waiter(parent, entry)), store.runs().awaiting(child.id()));
        assertEquals(Optional.empty(), store.runs().awaiting(parent.id()));

        WorkflowRun failed = driver.commit(parent.fail("No.", driver.now()));
        assertEquals(Optional.empty(), store.runs().awaiting(child.id()), "A run that has finished waits no more.");
        parent = driver.commit(failed.replay(driver.now()));
        assertEquals(Optional.of(new Waiter(parent, entry)), store.runs().awaiting(child.id()));
        driver.commit(parent.wake(entry.completed(Samples.PAYLOAD, driver.now()), driver.now()));
        assertEquals(Optional.empty(), store.runs().awaiting(child.id()));
    }

    @Test
    void findsNoEntryThatWasForgottenOrDeleted() {
        WorkflowRun parent = driver.start(run());
        RunId child = driver.ids().run();
        TimelineEntry entry = Entries.waiting(parent, 1, new Await.ForChild(child), driver.now());
        parent = driver.commit(parent.advance(entry, driver.now()));
        driver.commit(
                new Change.OfRun(parent.release(driver.now())), new Change.EntriesForgotten(parent.id(), List.of(1)));
        assertEquals(Optional.empty(), store.runs().awaiting(child));

        parent = driver.commit(driver.fresh(parent).advance(entry, driver.now()));
        driver.commit(parent.fail("No.", driver.now()));
        driver.advance(Duration.ofSeconds(1));
        store.runs().deleteFinishedBefore(driver.now(), driver.now(), 9);
        assertEquals(Optional.empty(), store.runs().awaiting(child));
    }

    @Test
    void findsTheEntriesOfAGroupThatStillWait() {
        WorkflowRun run = driver.start(run());
        WorkflowRun other = driver.start(run());
        AwaitGroup any = new AwaitGroup("any", AwaitGroup.Mode.ANY);
        AwaitGroup all = new AwaitGroup("all", AwaitGroup.Mode.ALL);
        List<TimelineEntry> entries = List.of(
                Entries.waiting(run, 4, new Await.ForSignal("a", null, null, any), driver.now()),
                Entries.waiting(run, 1, new Await.ForSignal("b", null, null, any), driver.now()),
                Entries.waiting(run, 2, new Await.ForChild(driver.ids().run(), all), driver.now()),
                Entries.waiting(run, 3, new Await.ForSignal("a", null, null), driver.now()));
        for (TimelineEntry entry : entries) {
            run = driver.commit(run.advance(entry, driver.now()));
        }
        TimelineEntry others = Entries.waiting(other, 1, new Await.ForSignal("a", null, null, any), driver.now());
        driver.commit(other.advance(others, driver.now()));

        assertEquals(List.of(entries.get(1), entries.get(0)), together(run, "any", 9));
        assertEquals(List.of(entries.get(1)), together(run, "any", 1));
        assertEquals(List.of(entries.get(2)), together(run, "all", 9));
        assertEquals(List.of(), together(run, "none", 9));
        run = driver.commit(run.amend(entries.get(1).completed(Samples.PAYLOAD, driver.now()), driver.now()));
        assertEquals(List.of(entries.get(0)), together(run, "any", 9));
        run = driver.commit(run.amend(entries.get(0).cancelled(driver.now()), driver.now()));
        assertEquals(List.of(), together(run, "any", 9));
        run = driver.commit(run.amend(entries.get(0).reopened(), driver.now()));
        assertEquals(List.of(entries.get(0)), together(run, "any", 9));
    }

    private List<TimelineEntry> together(WorkflowRun run, String group, int limit) {
        return store.runs().waitingTogether(run.id(), group, limit);
    }

    @Test
    void takesUpRunsUnderALeaseWithoutAWord() {
        WorkflowRun run = driver.start(run());
        Cursor head = store.events().head();
        driver.advance(Duration.ofSeconds(1));
        WorkflowRun expected =
                run.claim(driver.lease(Driver.WORKER), driver.now()).run();
        assertEquals(List.of(expected), claim(9, Driver.FLOW).items());
        assertEquals(expected, driver.fresh(run));
        assertEquals(head, store.events().head());
        assertEquals(new Claimed<>(List.of(), null), claim(9, Driver.FLOW));
    }

    @Test
    void takesUpOnlyVersionsThatTheWorkerKnows() {
        WorkflowRun first = driver.start(run());
        WorkflowRun second = driver.start(run().version(2));
        WorkflowRun other = driver.start(run().name("other"));
        assertEquals(List.of(), claim(9).items());
        assertEquals(List.of(), claim(9, new WorkflowVersion("flow", 3)).items());
        assertEquals(List.of(second.id()), ids(claim(9, FLOW_2).items()));
        assertEquals(
                List.of(first.id(), other.id()),
                ids(claim(9, FLOW_2, Driver.FLOW, new WorkflowVersion("other", 1))
                        .items()));
    }

    @Test
    void takesUpTheEarliestFirstAndNoMoreThanAskedFor() {
        WorkflowRun late =
                driver.commit(driver.start(run()).suspend(driver.now().plusSeconds(3), driver.now()));
        WorkflowRun early = driver.commit(
                driver.start(run().version(2)).suspend(driver.now().plusSeconds(1), driver.now()));
        WorkflowRun middle =
                driver.commit(driver.start(run()).suspend(driver.now().plusSeconds(2), driver.now()));
        driver.advance(Duration.ofSeconds(9));
        Claimed<WorkflowRun> two = claim(2, Driver.FLOW, FLOW_2);
        assertEquals(ids(List.of(early, middle)), ids(two.items()));
        assertNull(two.again(), "It is asked again when there is a place.");
        assertEquals(List.of(late.id()), ids(claim(2, Driver.FLOW, FLOW_2).items()));
    }

    @Test
    @DisplayName("PROTOCOL §6: tenants take turns for the places of workflows")
    void takesUpRunsOfTheTenantThatHasTheFewestFirst() {
        Tenant many = new Tenant("many", "org");
        Tenant few = new Tenant("few", null);
        List<WorkflowRun> ofMany = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            driver.advance(Duration.ofSeconds(1));
            ofMany.add(driver.start(run().tenant(many)));
        }
        assertEquals(
                ids(ofMany.subList(0, 2)), ids(claim(2, Driver.FLOW, FLOW_2).items()));
        WorkflowRun first = driver.start(run().tenant(few).version(2));
        WorkflowRun second = driver.start(run().tenant(few));
        assertEquals(List.of(first.id()), ids(claim(1, Driver.FLOW, FLOW_2).items()));
        assertEquals(
                List.of(second.id(), ofMany.get(2).id(), ofMany.get(3).id()),
                ids(claim(3, Driver.FLOW, FLOW_2).items()));
        assertEquals(
                ids(ofMany.subList(4, 6)), ids(claim(9, Driver.FLOW, FLOW_2).items()));
    }

    @Test
    @DisplayName("PROTOCOL §6: tenants take turns for the places of workflows")
    void takesUpTheRunOfTheTenantWhoseLastTurnWasEarliestAmongEquals() {
        Tenant early = new Tenant("early", "org");
        Tenant late = new Tenant("late", null);
        List<WorkflowRun> ofEarly = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            driver.advance(Duration.ofSeconds(1));
            ofEarly.add(driver.start(run().tenant(early)));
        }
        List<WorkflowRun> ofLate = List.of(driver.start(run().tenant(late)), driver.start(run().tenant(late)));
        RunPlaces notNamed = new RunPlaces(1, 0, Map.of(early, 7L));
        assertEquals(
                List.of(ofLate.get(0).id()), ids(claim(notNamed, Driver.FLOW).items()));
        assertEquals(
                List.of(ofEarly.get(0).id()), ids(claim(notNamed, Driver.FLOW).items()));
        RunPlaces later = new RunPlaces(1, 0, Map.of(early, 3L, late, 2L));
        assertEquals(List.of(ofLate.get(1).id()), ids(claim(later, Driver.FLOW).items()));
        assertEquals(
                ids(ofEarly.subList(1, 3)),
                ids(claim(new RunPlaces(9, 0, Map.of(late, 2L)), Driver.FLOW).items()));
    }

    @Test
    void countsWhatIsDueAndTakenUpOfEachTenant() {
        Tenant one = new Tenant("one", "org");
        Tenant two = new Tenant("two", null);
        Set<WorkflowVersion> known = Set.of(Driver.FLOW, FLOW_2);
        assertEquals(List.of(), store.runs().countByTenant(known, 9, driver.now()));
        for (int i = 0; i < 4; i++) {
            driver.start(run().tenant(one));
        }
        assertEquals(
                List.of(),
                store.runs().countByTenant(known, 9, driver.now()),
                "A tenant by itself takes turns with nobody.");
        assertEquals(2, claim(2, Driver.FLOW).items().size());
        driver.start(run().tenant(two).version(2));
        driver.start(run().tenant(two).name("other"));
        driver.commit(driver.start(run().tenant(two)).requestCancel(driver.now()));
        WorkflowRun later = driver.start(run().tenant(two));
        driver.commit(later.suspend(driver.now().plusSeconds(60), driver.now()));
        assertEquals(
                Set.of(new TenantRuns(one, 2, 2), new TenantRuns(two, 0, 1)),
                Set.copyOf(store.runs().countByTenant(known, 9, driver.now())));
        assertEquals(
                Set.of(new TenantRuns(one, 2, 1), new TenantRuns(two, 0, 1)),
                Set.copyOf(store.runs().countByTenant(known, 1, driver.now())));
        driver.advance(Duration.ofSeconds(60));
        assertEquals(
                Set.of(new TenantRuns(one, 2, 2), new TenantRuns(two, 0, 2)),
                Set.copyOf(store.runs().countByTenant(known, 9, driver.now())));
    }

    @Test
    @DisplayName("PROTOCOL §5: nothing that other runs do holds a cancellation up")
    void hasPlacesOfTheirOwnForRunsThatAreToStop() {
        WorkflowRun goesOn = driver.start(run());
        WorkflowRun stops = driver.commit(driver.start(run()).requestCancel(driver.now()));
        RunPlaces none = new RunPlaces(0, 1);
        assertEquals(new Claimed<>(List.of(), null), claim(none, FLOW_2));
        assertEquals(List.of(stops.id()), ids(claim(none, Driver.FLOW).items()));
        assertEquals(new Claimed<>(List.of(), null), claim(none, Driver.FLOW));
        assertEquals(List.of(), claim(RunPlaces.of(0), Driver.FLOW).items());
        assertEquals(
                List.of(goesOn.id()),
                ids(claim(new RunPlaces(1, 0), Driver.FLOW).items()));
    }

    @Test
    void takesUpARunWhenItsTimeHasComeAndSaysWhen() {
        WorkflowRun run = driver.claimed(run());
        run = driver.commit(run.suspend(driver.now().plusSeconds(60), driver.now()));
        driver.start(run().version(2));
        assertEquals(new Claimed<>(List.of(), run.wakeAt()), claim(9, Driver.FLOW));
        driver.advance(Duration.ofSeconds(60).minusNanos(1_000));
        assertEquals(new Claimed<>(List.of(), run.wakeAt()), claim(9, Driver.FLOW));
        driver.advance(Duration.ofNanos(1_000));
        assertEquals(List.of(run.id()), ids(claim(9, Driver.FLOW).items()));
    }

    @Test
    void leavesARunThatOnlySomethingElseCanWake() {
        WorkflowRun run = driver.claimed(run());
        Await await = new Await.ForSignal("paid", null, null);
        TimelineEntry entry = Entries.waiting(run, 1, await, driver.now());
        run = driver.commit(run.advance(entry, driver.now()));
        run = driver.commit(run.suspend(null, driver.now()));
        driver.advance(Duration.ofDays(99));
        Claimed<WorkflowRun> nothing = claim(9, Driver.FLOW);
        assertEquals(List.of(), nothing.items());
        assertNull(nothing.again());
        driver.commit(run.wake(entry.completed(Samples.PAYLOAD, driver.now()), driver.now()));
        assertEquals(List.of(run.id()), ids(claim(9, Driver.FLOW).items()));
    }

    @Test
    void takesUpNoRunTwiceNorOneThatHasFinished() {
        WorkflowRun claimed = driver.claimed(run());
        driver.commit(driver.start(run()).complete(Samples.PAYLOAD, driver.now()));
        driver.commit(claimed.requestCancel(driver.now()));
        driver.advance(Duration.ofDays(1));
        assertEquals(
                new Claimed<>(List.of(), null), claim(9, Driver.FLOW), "A lease that ran out is no claim's business.");
    }

    @Test
    void takesUpARunAgainThatWasHandedBackOrReplayed() {
        WorkflowRun released = driver.commit(driver.claimed(run()).release(driver.now()));
        WorkflowRun failed = driver.commit(driver.start(run()).fail("No.", driver.now()));
        WorkflowRun replayed = driver.commit(failed.replay(driver.now()));
        List<WorkflowRun> taken = claim(9, Driver.FLOW).items();
        assertEquals(ids(List.of(released, replayed)), ids(taken));
        assertEquals(List.of(2, 1), taken.stream().map(WorkflowRun::fences).toList());
    }

    @Test
    @DisplayName("PROTOCOL §5 workflow.list: by key, and by the time of creation from an instant on and before another")
    void listsByKeyAndByTheTimeOfCreation() {
        WorkflowRun first = driver.start(run().key("order-7"));
        driver.advance(Duration.ofSeconds(1));
        Instant later = driver.now();
        WorkflowRun second = driver.start(run());

        assertEquals(List.of(first), created(new IdempotencyKey("order-7"), CreatedBetween.ANY));
        assertEquals(List.of(second), created(null, new CreatedBetween(later, null)));
        assertEquals(List.of(first), created(null, new CreatedBetween(null, later)));
    }

    private List<WorkflowRun> created(@Nullable IdempotencyKey key, CreatedBetween created) {
        return store.runs().list(new RunQuery(Tenant.NONE, null, null, key, created, null, 100));
    }
}
