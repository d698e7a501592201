package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.RunDraft.run;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits and signals in a store, and beside them in plain lists, in the order in which they came. */
final class Halves {
    private final Driver driver;
    private final List<Waiter> waiting = new ArrayList<>();
    private final List<Signal> kept = new ArrayList<>();

    /**
     * A wait or a signal.
     *
     * @param tenant whose, by number
     * @param key 0 for none
     * @param gone whether it ends at once
     */
    record Half(int tenant, int key, boolean gone) {
        Tenant owner() {
            return Tenants.ALL.get(tenant);
        }

        @Nullable
        String keyText() {
            return key == 0 ? null : "key " + key;
        }
    }

    Halves(Driver driver) {
        this.driver = driver;
    }

    List<Waiter> waiting() {
        return waiting;
    }

    static Await.ForSignal awaitOf(Waiter waiter) {
        return (Await.ForSignal) Objects.requireNonNull(waiter.entry().awaits());
    }

    void await(Half half) {
        driver.advance(Duration.ofMillis(1));
        WorkflowRun run = driver.start(run().tenant(half.owner()));
        Await await = new Await.ForSignal("paid", half.keyText(), null);
        TimelineEntry entry = Entries.waiting(run, 1, await, driver.now());
        run = driver.commit(run.advance(entry, driver.now()));
        if (half.gone()) {
            driver.commit(run.cancel(null, driver.now()));
        } else {
            waiting.add(new Waiter(run, entry));
        }
    }

    Signal publish(Half half) {
        driver.advance(Duration.ofMillis(1));
        Signal signal = driver.keep(driver.signal("paid", half.keyText(), half.owner()));
        if (half.gone()) {
            driver.commit(new Change.SignalTaken(signal.id()));
        } else {
            kept.add(signal);
        }
        return signal;
    }

    Optional<Waiter> longestWaiting(Signal signal) {
        return waiting.stream()
                .filter(waiter -> awaitOf(waiter).accepts(signal))
                .filter(waiter -> waiter.run().spec().tenant().equals(signal.tenant()))
                .findFirst();
    }

    Optional<Signal> oldestKept(Waiter waiter) {
        return kept.stream()
                .filter(awaitOf(waiter)::accepts)
                .filter(signal -> signal.tenant().equals(waiter.run().spec().tenant()))
                .findFirst();
    }
}
