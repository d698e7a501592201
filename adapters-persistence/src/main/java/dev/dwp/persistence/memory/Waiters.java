package dev.dwp.persistence.memory;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The entries of unfinished runs that wait for a signal; guarded by the store's lock. */
final class Waiters {
    private static final Comparator<TimelineEntry> LONGEST_WAITING = Comparator.comparing(TimelineEntry::startedAt)
            .thenComparing(entry -> entry.runId().text())
            .thenComparingInt(TimelineEntry::seq);

    private final Sorted<Place, TimelineEntry> byPlace = new Sorted<>(LONGEST_WAITING);
    private final Sorted<RunId, TimelineEntry> byRun = new Sorted<>(LONGEST_WAITING);

    /** What they wait for, and whose they are. */
    private record Place(
            Tenant tenant, String name, @Nullable String key) {}

    /** Indexes an entry of a run, or takes it out of the index, if it waits for a signal. */
    void index(WorkflowRun run, @Nullable TimelineEntry entry, boolean add) {
        if (entry != null && entry.state() == EntryState.WAITING && entry.awaits() instanceof Await.ForSignal await) {
            byPlace.index(new Place(run.spec().tenant(), await.name(), await.key()), entry, add);
            byRun.index(run.id(), entry, add);
        }
    }

    /** The longest waiting that a signal may end. */
    Optional<TimelineEntry> longest(Signal signal) {
        RunId run = signal.run();
        if (run != null) {
            return byRun.of(run).stream()
                    .filter(entry -> entry.awaits() instanceof Await.ForSignal await && await.accepts(signal))
                    .findFirst();
        }
        Place anyKey = new Place(signal.tenant(), signal.name(), null);
        Place sameKey = new Place(signal.tenant(), signal.name(), signal.key());
        return Stream.of(byPlace.first(anyKey), byPlace.first(sameKey))
                .flatMap(Optional::stream)
                .min(LONGEST_WAITING);
    }
}
