package dev.dwp.persistence.memory;

import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The timelines of runs, and which entries of unfinished runs wait for what. Guarded by the store's lock. */
final class Timelines {
    private final Map<RunId, NavigableMap<Integer, TimelineEntry>> byRun = new HashMap<>();
    private final Waiters waiters = new Waiters();
    private final WaitingEntries waiting = new WaitingEntries();

    Waiters waiters() {
        return waiters;
    }

    WaitingEntries waiting() {
        return waiting;
    }

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

    /** A run has finished, or goes on again: what waits in it can be ended by a signal no more, or again. */
    void turn(WorkflowRun run) {
        entries(run.id())
                .values()
                .forEach(entry -> index(run, entry, !run.state().finished()));
    }

    void delete(WorkflowRun run) {
        byRun.remove(run.id());
    }

    private void index(WorkflowRun run, @Nullable TimelineEntry entry, boolean add) {
        waiters.index(run, entry, add);
        waiting.index(run, entry, add);
    }
}
