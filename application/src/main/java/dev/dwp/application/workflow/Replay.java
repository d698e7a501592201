package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run forgets to go on again from a step: every entry that began with or after the step's first attempt, on
 * whichever branch. The parallels around the step are open again, their branches keep what they had finished before, and
 * what was given up there may be done after all.
 */
final class Replay {
    private final TreeMap<Integer, TimelineEntry> kept;
    private final List<Integer> forgotten = new ArrayList<>();
    private final List<TimelineEntry> reopened = new ArrayList<>();

    private Replay(List<TimelineEntry> timeline, TimelineEntry first) {
        kept = timeline.stream()
                .collect(Collectors.toMap(TimelineEntry::seq, Function.identity(), (one, other) -> one, TreeMap::new));
        forget(kept.tailMap(first.seq(), true).values());
        for (TimelineEntry parallel = around(first); parallel != null; parallel = around(parallel)) {
            reopened.add(parallel.reopened());
        }
        forget(kept.values().stream().filter(this::toBeDoneAfterAll).toList());
    }

    /** From the first entry of that name, or of that name for several; empty when there is none. */
    static Optional<Replay> of(List<TimelineEntry> timeline, String step) {
        return timeline.stream()
                .filter(entry -> entry.kind() != StepKind.COMPENSATION)
                .filter(entry -> entry.stepName().equals(step) || Members.isMember(entry.stepName(), step))
                .findFirst()
                .map(first -> new Replay(timeline, first));
    }

    /** What goes into one changeset. */
    List<Change> changes(WorkflowRun run, Instant now) {
        List<Change> changes = new ArrayList<>();
        RunChange change = run.replay(now);
        changes.add(new Change.OfRun(change));
        changes.add(new Change.EntriesForgotten(run.id(), forgotten));
        for (TimelineEntry parallel : reopened) {
            change = change.run().amend(parallel, now);
            changes.add(new Change.OfRun(change));
        }
        return changes;
    }

    private void forget(Iterable<TimelineEntry> entries) {
        List<Integer> seqs = new ArrayList<>();
        entries.forEach(entry -> seqs.add(entry.seq()));
        seqs.forEach(kept::remove);
        forgotten.addAll(seqs);
    }

    private @Nullable TimelineEntry around(TimelineEntry entry) {
        BranchRef branch = entry.branch();
        return branch == null ? null : kept.get(branch.parallel());
    }

    private boolean toBeDoneAfterAll(TimelineEntry entry) {
        TimelineEntry around = around(entry);
        boolean open = around == null || reopened.stream().anyMatch(parallel -> parallel.seq() == around.seq());
        return open && entry.state() == EntryState.CANCELLED && !decided(entry);
    }

    /** Whether it was given up because another of its group came first. */
    private boolean decided(TimelineEntry entry) {
        AwaitGroup group = groupOf(entry);
        return group != null
                && group.mode() == AwaitGroup.Mode.ANY
                && kept.values().stream()
                        .anyMatch(other -> group.equals(groupOf(other)) && other.state() == EntryState.COMPLETED);
    }

    private static @Nullable AwaitGroup groupOf(TimelineEntry entry) {
        Await awaits = entry.awaits();
        return awaits == null ? null : awaits.group();
    }
}
