package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Kept signals and the entries that wait for one, in memory; guarded by the store's lock. */
final class MemorySignals implements SignalStore {
    private static final Comparator<TimelineEntry> LONGEST_WAITING = Comparator.comparing(TimelineEntry::startedAt)
            .thenComparing(entry -> entry.runId().text())
            .thenComparingInt(TimelineEntry::seq);
    private static final Comparator<Signal> OLDEST = Comparator.comparing(Signal::publishedAt)
            .thenComparing(signal -> signal.id().text());

    private final MemoryStore store;
    private final Map<String, TreeSet<TimelineEntry>> waiters = new HashMap<>();
    private final Map<SignalId, Signal> kept = new HashMap<>();
    private final Map<String, TreeSet<Signal>> keptByName = new HashMap<>();

    MemorySignals(MemoryStore store) {
        this.store = store;
    }

    /** An entry of a timeline changed; under the lock. */
    void replace(@Nullable TimelineEntry before, @Nullable TimelineEntry after) {
        if (before != null && before.awaits() instanceof Await.ForSignal await) {
            TreeSet<TimelineEntry> set = waiters.get(await.name());
            if (set != null && set.remove(before) && set.isEmpty()) {
                waiters.remove(await.name());
            }
        }
        if (after != null && after.state() == EntryState.WAITING && after.awaits() instanceof Await.ForSignal await) {
            waiters.computeIfAbsent(await.name(), absent -> new TreeSet<>(LONGEST_WAITING))
                    .add(after);
        }
    }

    void keep(Signal signal) {
        kept.put(signal.id(), signal);
        keptByName
                .computeIfAbsent(signal.name(), absent -> new TreeSet<>(OLDEST))
                .add(signal);
    }

    void requireKept(SignalId id) {
        if (!kept.containsKey(id)) {
            throw new StaleWrite(id.text());
        }
    }

    void take(SignalId id) {
        Signal signal = kept.remove(id);
        if (signal != null) {
            TreeSet<Signal> set = keptByName.get(signal.name());
            if (set != null && set.remove(signal) && set.isEmpty()) {
                keptByName.remove(signal.name());
            }
        }
    }

    @Override
    public Optional<Waiter> longestWaiting(Signal signal) {
        return store.locked(() -> waiters.getOrDefault(signal.name(), new TreeSet<>(LONGEST_WAITING)).stream()
                .filter(entry -> entry.awaits() instanceof Await.ForSignal await && await.accepts(signal))
                .flatMap(entry -> store.runs().waiter(entry).stream())
                .filter(waiter -> meant(signal, waiter.run()))
                .findFirst());
    }

    private static boolean meant(Signal signal, WorkflowRun run) {
        return signal.run() == null
                ? run.spec().tenant().equals(signal.tenant())
                : signal.run().equals(run.id());
    }

    @Override
    public Optional<Signal> oldestKept(WorkflowRun run, Await.ForSignal await) {
        Tenant tenant = run.spec().tenant();
        return store.locked(() -> keptByName.getOrDefault(await.name(), new TreeSet<>(OLDEST)).stream()
                .filter(await::accepts)
                .filter(signal -> signal.run() == null
                        ? signal.tenant().equals(tenant)
                        : signal.run().equals(run.id()))
                .findFirst());
    }

    @Override
    public int deleteKeptBefore(Instant before, int limit) {
        return store.locked(() -> {
            List<SignalId> old = kept.values().stream()
                    .filter(signal -> signal.publishedAt().isBefore(before))
                    .limit(limit)
                    .map(Signal::id)
                    .toList();
            old.forEach(this::take);
            return old.size();
        });
    }
}
