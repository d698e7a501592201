package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rendezvous of signals with runs that wait for them (PROTOCOL §6). */
public abstract class SignalStoreContract extends StoreContract {

    /** A run that waits for a signal since now. */
    private TimelineEntry waiter(Tenant tenant, String name, @Nullable String key) {
        return waiter(driver.start(run().tenant(tenant)), 1, name, key);
    }

    private TimelineEntry waiter(WorkflowRun run, int seq, String name, @Nullable String key) {
        Await await = new Await.ForSignal(name, key, driver.now().plusSeconds(600));
        TimelineEntry entry = Entries.waiting(run, seq, await, driver.now());
        driver.commit(run.advance(entry, driver.now()));
        return entry;
    }

    private Optional<TimelineEntry> waiting(Tenant tenant, String name, @Nullable String key) {
        return waiting(driver.signal(name, key, tenant));
    }

    private Optional<TimelineEntry> waiting(Signal signal) {
        return store.signals().longestWaiting(signal).map(waiter -> {
            assertEquals(driver.fresh(waiter.run()), waiter.run(), "A waiter and its run are read as one.");
            assertEquals(waiter.run().id(), waiter.entry().runId());
            return waiter.entry();
        });
    }

    private WorkflowRun runOf(TimelineEntry entry) {
        return store.runs().find(entry.runId()).orElseThrow();
    }

    private Change.OfRun ending(TimelineEntry entry, Signal signal) {
        return new Change.OfRun(runOf(entry).wake(entry.completed(signal.payload(), driver.now()), driver.now()));
    }

    private Change.SignalPublished publishing(Tenant tenant, String name, String dedup) {
        return new Change.SignalPublished(
                Publication.of(driver.signal(name, null, tenant), new IdempotencyKey(dedup), "digest of " + dedup));
    }

    private Optional<Publication> published(Tenant tenant, String name, String dedup) {
        Instant since = driver.now().minus(IdempotencyKey.REMEMBERED);
        return store.signals().published(tenant, name, new IdempotencyKey(dedup), since);
    }

    @Test
    @DisplayName("PROTOCOL §5 an event is published once under a dedup, within its tenant and name, in 24 hours")
    void publishesOnceADay() {
        Change.SignalPublished first = publishing(Tenants.ORG, "paid", "d");
        driver.commit(first);
        assertEquals(Optional.of(first.publication()), published(Tenants.ORG, "paid", "d"));
        assertEquals(Optional.empty(), published(Tenants.ORG, "paid", "e"));
        assertEquals(Optional.empty(), published(Tenants.ORG, "other", "d"));
        assertEquals(Optional.empty(), published(Tenant.NONE, "paid", "d"));
        assertTrue(driver.tries(publishing(Tenants.ORG, "other", "d")));
        assertTrue(driver.tries(publishing(Tenant.NONE, "paid", "d")));
        driver.advance(IdempotencyKey.REMEMBERED);
        assertThrows(KeyTaken.class, () -> driver.commit(publishing(Tenants.ORG, "paid", "d")));
        assertEquals(Optional.of(first.publication()), published(Tenants.ORG, "paid", "d"));
        driver.advance(Duration.ofNanos(1_000));
        assertEquals(Optional.empty(), published(Tenants.ORG, "paid", "d"));
        Change.SignalPublished second = publishing(Tenants.ORG, "paid", "d");
        driver.commit(second);
        assertEquals(Optional.of(second.publication()), published(Tenants.ORG, "paid", "d"));
    }

    @Test
    void leavesNothingOfAPublicationWhoseSetIsRefused() {
        Change.SignalPublished first = publishing(Tenant.NONE, "paid", "d");
        assertFalse(driver.tries(first, new Change.SignalTaken(driver.ids().signal())));
        assertEquals(Optional.empty(), published(Tenant.NONE, "paid", "d"));
        assertThrows(KeyTaken.class, () -> driver.commit(first, publishing(Tenant.NONE, "paid", "d")));
        Signal signal = driver.signal("paid", null, Tenant.NONE);
        driver.commit(publishing(Tenant.NONE, "paid", "d"));
        assertThrows(
                KeyTaken.class,
                () -> driver.commit(new Change.SignalKept(signal), publishing(Tenant.NONE, "paid", "d")));
        assertEquals(
                Optional.empty(),
                store.signals().oldestKept(driver.start(run()), new Await.ForSignal("paid", null, null)));
    }

    @Test
    void forgetsPublicationsFromBeforeAnInstantTheOldestFirst() {
        driver.commit(publishing(Tenant.NONE, "paid", "1"));
        driver.advance(Duration.ofSeconds(1));
        driver.commit(publishing(Tenant.NONE, "paid", "2"));
        driver.advance(Duration.ofSeconds(1));
        driver.commit(publishing(Tenant.NONE, "paid", "3"));
        assertEquals(1, store.signals().forgetPublishedBefore(driver.now(), 1));
        assertEquals(Optional.empty(), published(Tenant.NONE, "paid", "1"));
        assertTrue(published(Tenant.NONE, "paid", "2").isPresent());
        assertEquals(1, store.signals().forgetPublishedBefore(driver.now(), 9));
        assertTrue(published(Tenant.NONE, "paid", "3").isPresent());
        driver.commit(publishing(Tenant.NONE, "paid", "1"));
    }

    @Test
    @DisplayName("PROTOCOL §6 a run that waits with a key is woken only by that key; one without, by any")
    void findsWaitersByNameAndKey() {
        TimelineEntry keyed = waiter(Tenant.NONE, "paid", "42");
        assertEquals(Optional.of(keyed), waiting(Tenant.NONE, "paid", "42"));
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "paid", "43"));
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "paid", null));
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "Paid", "42"));

        TimelineEntry plain = waiter(Tenant.NONE, "sent", null);
        assertEquals(Optional.of(plain), waiting(Tenant.NONE, "sent", null));
        assertEquals(Optional.of(plain), waiting(Tenant.NONE, "sent", "42"));
    }

    @Test
    @DisplayName("PROTOCOL §6 the longest waiting is woken, with a key or without")
    void findsTheLongestWaitingFirst() {
        TimelineEntry first = waiter(Tenant.NONE, "paid", null);
        driver.advance(Duration.ofSeconds(1));
        TimelineEntry second = waiter(Tenant.NONE, "paid", "42");
        driver.advance(Duration.ofSeconds(1));
        TimelineEntry third = waiter(Tenant.NONE, "paid", null);
        for (TimelineEntry next : List.of(first, second, third)) {
            assertEquals(Optional.of(next), waiting(Tenant.NONE, "paid", "42"));
            driver.commit(ending(next, driver.signal("paid", "42", Tenant.NONE)));
        }
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "paid", "42"));
    }

    @Test
    @DisplayName("PROTOCOL §4.3 a workflow event reaches only runs of its tenant exactly")
    void findsWaitersOfTheSameTenantOnly() {
        for (Tenant owner : Tenants.ALL) {
            TimelineEntry entry = waiter(owner, "paid", null);
            for (Tenant publisher : Tenants.ALL) {
                Optional<TimelineEntry> expected = publisher.equals(owner) ? Optional.of(entry) : Optional.empty();
                assertEquals(expected, waiting(publisher, "paid", null), owner + " of " + publisher);
            }
            driver.commit(ending(entry, driver.signal("paid", null, owner)));
        }
    }

    @Test
    @DisplayName("PROTOCOL §6 a signal with a run_id reaches that run, whoever's it is, and no other")
    void findsTheWaiterInTheRunThatASignalNames() {
        TimelineEntry longest = waiter(Tenants.ORG, "paid", null);
        driver.advance(Duration.ofSeconds(1));
        TimelineEntry named = waiter(Tenants.ORG, "paid", "42");
        WorkflowRun idle = driver.start(run().tenant(Tenants.ORG));
        for (Tenant publisher : List.of(Tenants.ORG, Tenants.OTHER_APP, Tenant.NONE)) {
            assertEquals(Optional.of(named), waiting(signalTo(runOf(named), publisher, "42")));
            assertEquals(Optional.of(named), waiting(signalTo(runOf(named), publisher, null)));
            assertEquals(Optional.empty(), waiting(signalTo(runOf(named), publisher, "43")));
            assertEquals(Optional.empty(), waiting(signalTo(idle, publisher, "42")));
        }
        assertEquals(Optional.of(longest), waiting(Tenants.ORG, "paid", "42"));
    }

    private Signal signalTo(WorkflowRun run, Tenant publisher, @Nullable String key) {
        Signal signal = driver.signal("paid", key, publisher);
        return new Signal(signal.id(), "paid", key, signal.payload(), publisher, run.id(), signal.publishedAt());
    }

    @Test
    void findsTheLongestWaitingEntryOfARun() {
        WorkflowRun run = driver.start(run());
        TimelineEntry other = waiter(run, 1, "other", null);
        driver.advance(Duration.ofSeconds(1));
        TimelineEntry second = waiter(driver.fresh(run), 3, "paid", null);
        driver.advance(Duration.ofSeconds(1));
        waiter(driver.fresh(run), 2, "paid", null);
        assertEquals(Optional.of(second), waiting(signalTo(run, Tenant.NONE, null)));
        assertEquals(Optional.of(second), waiting(Tenant.NONE, "paid", null));
        assertEquals(Optional.of(other), waiting(Tenant.NONE, "other", null));
    }

    @Test
    void findsNothingInARunThatHasFinishedUntilItGoesOn() {
        TimelineEntry entry = waiter(Tenant.NONE, "paid", null);
        WorkflowRun failed = driver.commit(runOf(entry).fail("No.", driver.now()));
        driver.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "paid", null));
        assertEquals(Optional.empty(), waiting(signalTo(failed, Tenant.NONE, null)));
        TimelineEntry other = waiter(Tenant.NONE, "paid", null);
        assertEquals(Optional.of(other), waiting(Tenant.NONE, "paid", null), "It stands in nobody's way.");
        driver.commit(failed.replay(driver.now()));
        assertEquals(Optional.of(entry), waiting(Tenant.NONE, "paid", null));
    }

    @Test
    void findsNothingInEntriesThatEndedOrWereForgotten() {
        TimelineEntry entry = waiter(Tenant.NONE, "paid", null);
        driver.commit(runOf(entry).advance(entry.cancelled(driver.now()), driver.now()));
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "paid", null));

        TimelineEntry forgotten = waiter(Tenant.NONE, "paid", null);
        driver.commit(
                new Change.OfRun(runOf(forgotten).requestCancel(driver.now())),
                new Change.EntriesForgotten(forgotten.runId(), List.of(1)));
        assertEquals(Optional.empty(), waiting(Tenant.NONE, "paid", null));
    }

    @Test
    void findsOnlyWaitsForSignals() {
        WorkflowRun run = driver.start(run());
        for (Await await : List.of(new Await.ForTime(driver.now().plusSeconds(1)), (Await)
                new Await.ForChild(driver.ids().run()))) {
            TimelineEntry entry = Entries.waiting(run, 1, await, driver.now());
            run = driver.commit(run.advance(entry, driver.now()));
            assertEquals(Optional.empty(), waiting(signalTo(run, Tenant.NONE, null)));
        }
    }

    @Test
    @DisplayName("PROTOCOL §6 a signal wakes exactly one waiter, and a waiter takes exactly one signal")
    void joinsOneSignalWithOneWaiter() {
        TimelineEntry entry = waiter(Tenant.NONE, "paid", null);
        Signal first = driver.keep(driver.signal("paid", null, Tenant.NONE));
        Signal second = driver.keep(driver.signal("paid", null, Tenant.NONE));
        TimelineEntry other = waiter(Tenant.NONE, "paid", null);

        Change.OfRun wakes = ending(entry, first);
        assertTrue(driver.tries(wakes, new Change.SignalTaken(first.id())));
        assertFalse(driver.tries(wakes, new Change.SignalTaken(second.id())), "The waiter has its signal.");
        assertFalse(driver.tries(ending(other, first), new Change.SignalTaken(first.id())), "The signal is gone.");
        assertTrue(driver.tries(ending(other, second), new Change.SignalTaken(second.id())));
    }

    @Test
    @DisplayName("PROTOCOL §6 when none waits the event is kept for the first that will: the oldest that it accepts")
    void findsTheOldestKeptSignalThatAWaitAccepts() {
        WorkflowRun run = driver.start(run());
        Signal plain = driver.keep(driver.signal("paid", null, Tenant.NONE));
        driver.advance(Duration.ofSeconds(1));
        Signal first = driver.keep(driver.signal("paid", "42", Tenant.NONE));
        driver.advance(Duration.ofSeconds(1));
        driver.keep(driver.signal("paid", "42", Tenant.NONE));
        driver.keep(driver.signal("sent", "42", Tenant.NONE));
        assertEquals(Optional.of(plain), kept(run, "paid", null));
        assertEquals(Optional.of(first), kept(run, "paid", "42"));
        assertEquals(Optional.empty(), kept(run, "paid", "43"));
        assertEquals(Optional.empty(), kept(run, "unknown", null));
        driver.commit(new Change.SignalTaken(plain.id()));
        assertEquals(Optional.of(first), kept(run, "paid", null));
    }

    @Test
    void keepsASignalOnce() {
        WorkflowRun run = driver.start(run());
        Signal signal = driver.signal("paid", null, Tenant.NONE);
        Change.SignalKept keeping = new Change.SignalKept(signal);
        assertFalse(driver.tries(keeping, keeping), "Twice in one set.");
        assertEquals(Optional.empty(), kept(run, "paid", null));
        driver.keep(signal);
        assertFalse(driver.tries(keeping), "Twice in two sets.");
        assertEquals(Optional.of(signal), kept(run, "paid", null));

        Change.SignalTaken taking = new Change.SignalTaken(signal.id());
        driver.commit(taking, keeping);
        assertEquals(Optional.of(signal), kept(run, "paid", null), "Taken first, it can be kept.");
        assertTrue(driver.tries(taking, keeping, taking));
        assertEquals(Optional.empty(), kept(run, "paid", null));
    }

    private Optional<Signal> kept(WorkflowRun run, String name, @Nullable String key) {
        return store.signals().oldestKept(run, new Await.ForSignal(name, key, null));
    }

    @Test
    void findsKeptSignalsOfTheRunsTenantExactlyOrForTheRunItself() {
        WorkflowRun run = driver.start(run().tenant(Tenants.ORG));
        WorkflowRun other = driver.start(run().tenant(Tenants.ORG));
        Signal named = driver.keep(signalTo(run, Tenant.NONE, "42"));
        driver.advance(Duration.ofSeconds(1));
        for (Tenant tenant : Tenants.ALL) {
            driver.keep(driver.signal("paid", tenant.toString(), tenant));
        }
        assertEquals(Optional.of(named), kept(run, "paid", null));
        assertEquals(Optional.of(named), kept(run, "paid", "42"));
        assertEquals(Optional.empty(), kept(run, "paid", Tenants.APP.toString()));
        Signal alone = driver.keep(signalTo(other, Tenant.NONE, null));
        assertEquals(Optional.of(alone), kept(other, "paid", "no key that any signal has"));
        assertEquals(Tenants.ORG, kept(other, "paid", null).orElseThrow().tenant());
        assertEquals(Optional.of(alone), kept(other, "paid", "42"));
    }

    @Test
    void keepsTheOrderOfSignalsThatWerePublishedTogether() {
        WorkflowRun run = driver.start(run());
        List<Signal> signals = List.of(
                driver.signal("paid", null, Tenant.NONE),
                driver.signal("paid", "1", Tenant.NONE),
                driver.signal("paid", null, Tenant.NONE));
        signals.forEach(driver::keep);
        for (Signal signal : signals) {
            assertEquals(Optional.of(signal), kept(run, "paid", null));
            driver.commit(new Change.SignalTaken(signal.id()));
        }
    }
}
