package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Many children at once: started in batches, since each batch is one changeset; until all have ended, or one has failed and
 * the others are given up. Used by the keeper.
 */
final class FanOut implements Ask<List<TimelineEntry>> {
    private static final int BATCH = 100;

    private final Closing closing;
    private final Strand strand;
    private final AwaitGroup group;
    private final List<ChildStart> starts;

    FanOut(Closing closing, Strand strand, String step, List<ChildStart> starts) {
        this.closing = closing;
        this.strand = strand;
        this.group = new AwaitGroup(step, AwaitGroup.Mode.ALL);
        this.starts = starts;
    }

    /** The entries, if nothing more is to happen to them; as some book or draft knows them. */
    Optional<List<TimelineEntry>> ended(Function<String, Optional<TimelineEntry>> latest) {
        List<TimelineEntry> entries = begun(latest);
        boolean ended = entries.stream().allMatch(entry -> entry.state().ended());
        return ended && (entries.size() == starts.size() || anyFailed(entries))
                ? Optional.of(entries)
                : Optional.empty();
    }

    @Override
    public Optional<List<TimelineEntry>> attempt(Draft draft) {
        List<TimelineEntry> entries = begun(draft::latest);
        if (anyFailed(entries)) {
            closing.giveUp(
                    entries.stream().filter(entry -> !entry.state().ended()).toList(), draft);
        } else {
            start(entries.size(), draft);
        }
        return ended(draft::latest);
    }

    private void start(int from, Draft draft) {
        int end = Math.min(starts.size(), from + BATCH);
        starts.subList(from, end).forEach(start -> start.begin(strand, group, draft));
        if (end < starts.size()) {
            draft.again();
        }
    }

    /** They begin in order, so there are none after the first that is missing. */
    private List<TimelineEntry> begun(Function<String, Optional<TimelineEntry>> latest) {
        List<TimelineEntry> entries = new ArrayList<>();
        for (ChildStart start : starts) {
            Optional<TimelineEntry> entry = latest.apply(start.entryName());
            if (entry.isEmpty()) {
                break;
            }
            entries.add(entry.get());
        }
        return entries;
    }

    private static boolean anyFailed(List<TimelineEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.state() == EntryState.FAILED);
    }
}
