package dev.dwp.persistence.memory;

import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The timelines of runs, and which of their entries wait for what. Guarded by the store's lock. */
final class Timelines {
    private final Map<RunId, Map<Integer, TimelineEntry>> byRun = new HashMap<>();
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

    private Map<Integer, TimelineEntry> entries(RunId run) {
        return byRun.getOrDefault(run, new TreeMap<>());
    }

    /** Inserts or replaces an entry. */
    void put(WorkflowRun run, TimelineEntry entry) {
        TimelineEntry before =
                byRun.computeIfAbsent(run.id(), absent -> new TreeMap<>()).put(entry.seq(), entry);
        waiters.index(run, before, false);
        waiters.index(run, entry, !run.state().finished());
        waiting.replace(before, entry);
    }

    void forget(WorkflowRun run, List<Integer> seqs) {
        Map<Integer, TimelineEntry> entries = entries(run.id());
        for (Integer seq : seqs) {
            TimelineEntry entry = entries.remove(seq);
            waiters.index(run, entry, false);
            waiting.replace(entry, null);
        }
    }

    /** A run has finished, or goes on again: what waits in it can be ended by a signal no more, or again. */
    void turn(WorkflowRun run) {
        entries(run.id())
                .values()
                .forEach(entry -> waiters.index(run, entry, !run.state().finished()));
    }

    void delete(WorkflowRun run) {
        Map<Integer, TimelineEntry> entries = byRun.remove(run.id());
        if (entries != null) {
            entries.values().forEach(entry -> waiting.replace(entry, null));
        }
    }
}
