package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Signals and waits that come at the same time, each half written as {@code SignalStore} says: whoever writes one looks for
 * the other afterwards.
 */
public abstract class RendezvousContract extends StoreContract {
    private static final Await.ForSignal AWAIT = new Await.ForSignal("paid", null, null);

    @Test
    @DisplayName("PROTOCOL §6 no order of signals and waits makes them miss each other, and none is delivered twice")
    void joinsEverySignalWithOneWaiter() throws Exception {
        int each = 20;
        List<WorkflowRun> runs = new ArrayList<>();
        Set<Value> payloads = new HashSet<>();
        List<Callable<Boolean>> actions = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            List<WorkflowRun> own = new ArrayList<>();
            List<Signal> signals = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                own.add(driver.start(run()));
                Signal signal = driver.signal("paid", null, Tenant.NONE);
                signals.add(withOwnPayload(signal));
                payloads.add(Value.of(signal.id().text()));
            }
            runs.addAll(own);
            actions.add(() -> {
                own.forEach(this::await);
                return true;
            });
            actions.add(() -> {
                signals.forEach(this::publish);
                return true;
            });
        }
        Race.of(actions);

        Set<Value> delivered = new HashSet<>();
        for (WorkflowRun run : runs) {
            TimelineEntry entry = entry(run);
            assertEquals(EntryState.COMPLETED, entry.state());
            delivered.add(entry.data());
        }
        assertEquals(payloads, delivered);
        assertEquals(Optional.empty(), store.signals().oldestKept(runs.getFirst(), AWAIT));
    }

    private static Signal withOwnPayload(Signal signal) {
        return new Signal(
                signal.id(),
                signal.name(),
                null,
                Value.of(signal.id().text()),
                signal.tenant(),
                null,
                signal.publishedAt());
    }

    private TimelineEntry entry(WorkflowRun run) {
        return store.runs().timeline(run.id()).getFirst();
    }

    private void await(WorkflowRun run) {
        driver.commit(run.advance(Entries.waiting(run, 1, AWAIT, driver.now()), driver.now()));
        for (Optional<Signal> kept = kept(run);
                kept.isPresent() && entry(run).state() == EntryState.WAITING;
                kept = kept(run)) {
            Waiter waiter = new Waiter(driver.fresh(run), entry(run)); // a newer entry makes the run stale
            if (waiter.entry().state() == EntryState.WAITING) {
                join(waiter, kept.get(), new Change.SignalTaken(kept.get().id()));
            }
        }
    }

    private void publish(Signal signal) {
        for (Optional<Waiter> waiter = waiter(signal); waiter.isPresent(); waiter = waiter(signal)) {
            if (join(waiter.get(), signal)) {
                return;
            }
        }
        driver.keep(signal);
        for (Optional<Waiter> waiter = waiter(signal); waiter.isPresent(); waiter = waiter(signal)) {
            Optional<Signal> kept = kept(waiter.get().run());
            if (kept.isEmpty()) {
                return;
            }
            join(waiter.get(), kept.get(), new Change.SignalTaken(kept.get().id()));
        }
    }

    private Optional<Waiter> waiter(Signal signal) {
        return store.signals().longestWaiting(signal);
    }

    private Optional<Signal> kept(WorkflowRun run) {
        return store.signals().oldestKept(run, AWAIT);
    }

    private boolean join(Waiter waiter, Signal signal, Change... others) {
        TimelineEntry ended = waiter.entry().completed(signal.payload(), driver.now());
        List<Change> changes = new ArrayList<>(List.of(others));
        changes.add(new Change.OfRun(waiter.run().wake(ended, driver.now())));
        return driver.tries(changes.toArray(Change[]::new));
    }
}
