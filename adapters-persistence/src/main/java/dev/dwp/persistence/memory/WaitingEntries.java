package dev.dwp.persistence.memory;

import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The waiting entries of unfinished runs, by the child or the group that they wait for. Guarded by the store's lock. */
final class WaitingEntries {
    private final Map<RunId, TimelineEntry> byChild = new HashMap<>();
    private final Sorted<Group, TimelineEntry> byGroup = new Sorted<>(Comparator.comparingInt(TimelineEntry::seq));

    private record Group(RunId run, String name) {}

    /** Indexes an entry of a run, or takes it out of the index, if it waits. */
    void index(WorkflowRun run, @Nullable TimelineEntry entry, boolean add) {
        Await awaits = entry == null ? null : entry.awaits();
        if (entry == null || awaits == null || entry.state() != EntryState.WAITING) {
            return;
        }
        if (awaits instanceof Await.ForChild await) {
            index(await.child(), entry, add);
        }
        AwaitGroup group = awaits.group();
        if (group != null) {
            byGroup.index(new Group(run.id(), group.name()), entry, add);
        }
    }

    private void index(RunId child, TimelineEntry entry, boolean add) {
        if (add) {
            byChild.put(child, entry);
        } else {
            byChild.remove(child);
        }
    }

    Optional<TimelineEntry> forChild(RunId child) {
        return Optional.ofNullable(byChild.get(child));
    }

    /** By {@code seq}. */
    List<TimelineEntry> together(RunId run, String group, int limit) {
        return byGroup.of(new Group(run, group)).stream().limit(limit).toList();
    }
}
