package dev.dwp.application.workflow;

import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Waits for several signals at once: until all have come, or one has, or the time is up. Used by the keeper. */
final class GroupWait implements Ask<List<TimelineEntry>> {
    private final AwaitGroup.Mode mode;
    private final List<String> names;
    private final List<SignalWait> waits;

    /**
     * None has begun yet, as far as this pass knows.
     *
     * @param names of their entries, in the order of the waits
     */
    GroupWait(AwaitGroup.Mode mode, List<String> names, List<SignalWait> waits) {
        this.mode = mode;
        this.names = names;
        this.waits = waits;
    }

    /** The entries, if nothing more is to happen to them; as some book or draft knows them. */
    Optional<List<TimelineEntry>> ended(Function<String, Optional<TimelineEntry>> latest) {
        List<TimelineEntry> entries = new ArrayList<>();
        names.forEach(name -> latest.apply(name).ifPresent(entries::add));
        boolean ended = entries.size() == names.size()
                && entries.stream().allMatch(entry -> entry.state().ended());
        return ended ? Optional.of(entries) : Optional.empty();
    }

    @Override
    public Optional<List<TimelineEntry>> attempt(Draft draft) {
        for (SignalWait wait : waits) {
            TimelineEntry entry = wait.attempt(draft);
            if (mode == AwaitGroup.Mode.ANY && came(entry)) {
                giveUpOthers(draft);
                break;
            }
        }
        return ended(draft::latest);
    }

    /** Those that have not begun are not begun any more, but have their entries all the same. */
    private void giveUpOthers(Draft draft) {
        for (SignalWait wait : waits) {
            wait.giveUp(draft);
        }
    }

    static boolean came(TimelineEntry entry) {
        return entry.state() == EntryState.COMPLETED && entry.data() != null;
    }
}
