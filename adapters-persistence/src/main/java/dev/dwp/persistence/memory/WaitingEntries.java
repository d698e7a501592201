package dev.dwp.persistence.memory;

import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The waiting entries of all timelines, by the child or the group that they wait for. Guarded by the store's lock. */
final class WaitingEntries {
    private final Map<RunId, TimelineEntry> byChild = new HashMap<>();
    private final Map<GroupRef, TreeMap<Integer, TimelineEntry>> byGroup = new HashMap<>();

    private record GroupRef(RunId run, String name) {}

    /** An entry came, changed or went. */
    void replace(@Nullable TimelineEntry before, @Nullable TimelineEntry after) {
        if (before != null && before.state() == EntryState.WAITING) {
            remove(before);
        }
        if (after != null && after.state() == EntryState.WAITING) {
            add(after);
        }
    }

    private void add(TimelineEntry entry) {
        if (entry.awaits() instanceof Await.ForChild await) {
            byChild.put(await.child(), entry);
        }
        GroupRef group = groupOf(entry);
        if (group != null) {
            byGroup.computeIfAbsent(group, absent -> new TreeMap<>()).put(entry.seq(), entry);
        }
    }

    private void remove(TimelineEntry entry) {
        if (entry.awaits() instanceof Await.ForChild await) {
            byChild.remove(await.child());
        }
        GroupRef group = groupOf(entry);
        if (group != null) {
            byGroup.computeIfPresent(group, (ref, waiting) -> {
                waiting.remove(entry.seq());
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }

    private static @Nullable GroupRef groupOf(TimelineEntry entry) {
        Await awaits = entry.awaits();
        AwaitGroup group = awaits == null ? null : awaits.group();
        return group == null ? null : new GroupRef(entry.runId(), group.name());
    }

    Optional<TimelineEntry> forChild(RunId child) {
        return Optional.ofNullable(byChild.get(child));
    }

    List<TimelineEntry> together(RunId run, String group, int limit) {
        return byGroup.getOrDefault(new GroupRef(run, group), new TreeMap<>()).values().stream()
                .limit(limit)
                .toList();
    }
}
