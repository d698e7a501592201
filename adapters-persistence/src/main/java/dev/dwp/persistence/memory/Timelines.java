package dev.dwp.persistence.memory;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The timelines of runs, and what finds the entries of unfinished runs that wait. Guarded by the store's lock. */
final class Timelines {
    private static final Comparator<TimelineEntry> LONGEST_WAITING = Comparator.comparing(TimelineEntry::startedAt)
            .thenComparing(entry -> entry.runId().text())
            .thenComparingInt(TimelineEntry::seq);

    private final Map<RunId, NavigableMap<Integer, TimelineEntry>> byRun = new HashMap<>();
    private final SortedMultimap<SignalPlace, TimelineEntry> bySignal = new SortedMultimap<>(LONGEST_WAITING);
    private final SortedMultimap<RunId, TimelineEntry> awaitingSignals = new SortedMultimap<>(LONGEST_WAITING);
    private final Map<RunId, TimelineEntry> byChild = new HashMap<>();
    private final SortedMultimap<Group, TimelineEntry> byGroup =
            new SortedMultimap<>(Comparator.comparingInt(TimelineEntry::seq));

    /** What entries wait for, and whose they are. */
    private record SignalPlace(
            Tenant tenant, String name, @Nullable String key) {}

    private record Group(RunId run, String name) {}

    /** A run's entries by {@code seq}. */
    List<TimelineEntry> of(RunId run) {
        return List.copyOf(entries(run).values());
    }

    /** A page of a run's entries. */
    List<TimelineEntry> of(RunId run, int afterSeq, int limit) {
        return entries(run).tailMap(afterSeq, false).values().stream()
                .limit(limit)
                .toList();
    }

    /** The longest waiting that a signal may end. */
    Optional<TimelineEntry> longestWaiting(Signal signal) {
        RunId run = signal.run();
        if (run != null) {
            return awaitingSignals.of(run).stream()
                    .filter(entry -> entry.awaits() instanceof Await.ForSignal await && await.accepts(signal))
                    .findFirst();
        }
        SignalPlace anyKey = new SignalPlace(signal.tenant(), signal.name(), null);
        SignalPlace sameKey = new SignalPlace(signal.tenant(), signal.name(), signal.key());
        return Stream.of(bySignal.first(anyKey), bySignal.first(sameKey))
                .flatMap(Optional::stream)
                .min(LONGEST_WAITING);
    }

    /** The entry that waits for a child. */
    Optional<TimelineEntry> awaiting(RunId child) {
        return Optional.ofNullable(byChild.get(child));
    }

    /** The entries that wait in a group, by {@code seq}. */
    List<TimelineEntry> waitingTogether(RunId run, String group, int limit) {
        return byGroup.of(new Group(run, group)).stream().limit(limit).toList();
    }

    private NavigableMap<Integer, TimelineEntry> entries(RunId run) {
        return byRun.getOrDefault(run, new TreeMap<>());
    }

    /** Inserts or replaces an entry. */
    void put(WorkflowRun run, TimelineEntry entry) {
        TimelineEntry before =
                byRun.computeIfAbsent(run.id(), absent -> new TreeMap<>()).put(entry.seq(), entry);
        index(run, before, false);
        index(run, entry, !run.state().finished());
    }

    void forget(WorkflowRun run, List<Integer> seqs) {
        Map<Integer, TimelineEntry> entries = entries(run.id());
        seqs.forEach(seq -> index(run, entries.remove(seq), false));
    }

    /** A run has finished, or goes on again: what waits in it can be ended from outside no more, or again. */
    void turn(WorkflowRun run) {
        entries(run.id())
                .values()
                .forEach(entry -> index(run, entry, !run.state().finished()));
    }

    void delete(WorkflowRun run) {
        byRun.remove(run.id());
    }

    /** Indexes an entry by what it waits for, if it waits, or takes it out. */
    private void index(WorkflowRun run, @Nullable TimelineEntry entry, boolean add) {
        Await awaits = entry == null ? null : entry.awaits();
        if (entry == null || awaits == null || entry.state() != EntryState.WAITING) {
            return;
        }
        switch (awaits) {
            case Await.ForSignal await -> {
                bySignal.index(new SignalPlace(run.spec().tenant(), await.name(), await.key()), entry, add);
                awaitingSignals.index(run.id(), entry, add);
            }
            case Await.ForChild await -> {
                if (add) {
                    byChild.put(await.child(), entry);
                } else {
                    byChild.remove(await.child());
                }
            }
            case Await.ForTime await -> {}
        }
        AwaitGroup group = awaits.group();
        if (group != null) {
            byGroup.index(new Group(run.id(), group.name()), entry, add);
        }
    }
}
