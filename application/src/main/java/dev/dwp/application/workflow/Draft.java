package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of a keeper writes, as one changeset, on top of the run as the keeper knows it. Used by the keeper and the
 * asks that it tries.
 */
final class Draft {
    private final Book book;
    private final int maxEntries;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, TimelineEntry> latest = new HashMap<>();
    private final List<TimelineEntry> written = new ArrayList<>();
    private final Set<SignalId> taken = new HashSet<>();
    private WorkflowRun run;
    private int lastSeq;
    private boolean again;
    private @Nullable Instant lookAt;

    /**
     * An empty one.
     *
     * @param base the run that it goes on from
     */
    Draft(Book book, WorkflowRun base, int maxEntries, Instant now) {
        this.book = book;
        this.run = base;
        this.lastSeq = book.lastSeq();
        this.maxEntries = maxEntries;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** The run as this draft leaves it. */
    WorkflowRun run() {
        return run;
    }

    /** The latest attempt under a name, as this draft leaves it. */
    Optional<TimelineEntry> latest(String name) {
        TimelineEntry here = latest.get(name);
        return here == null ? book.latest(name) : Optional.of(here);
    }

    /** Whether an entry stands in the store as it is, so that others can find it. */
    boolean isStored(TimelineEntry entry) {
        return !latest.containsKey(entry.stepName());
    }

    /**
     * Begins a new entry of a strand.
     *
     * @throws Broken when the code may not ask for it
     */
    TimelineEntry begin(Strand strand, String name, StepKind kind, Function<TimelineEntry.Place, TimelineEntry> maker) {
        if (kind != StepKind.COMPENSATION) {
            requireExpected(strand, name, kind);
        }
        return put(maker.apply(new TimelineEntry.Place(run.id(), ++lastSeq, name, strand.branchRef())));
    }

    private void requireExpected(Strand strand, String name, StepKind kind) {
        if (lastSeq >= maxEntries) {
            throw new Broken("A run's timeline has at most %d entries; let children do parts of the work."
                    .formatted(maxEntries));
        }
        String ended = strand.endedParallel();
        if (ended != null) {
            throw new Broken(
                    "The code is not the same each time: the parallel '%s' has ended, and now a branch of it asks for %s '%s'."
                            .formatted(ended, Kinds.of(kind), name));
        }
        book.unasked(strand.branchRef()).ifPresent(expected -> {
            throw new Broken("The code is not the same each time: it asks for %s '%s' where the run remembers %s '%s'."
                    .formatted(Kinds.of(kind), name, Kinds.of(expected.kind()), expected.stepName()));
        });
    }

    /** The seq that the next attempt at a step gets. */
    int nextSeq() {
        return ++lastSeq;
    }

    /** Writes an entry that began or ended. */
    TimelineEntry put(TimelineEntry entry) {
        become(run.advance(entry, now));
        latest.put(entry.stepName(), entry);
        written.add(entry);
        return entry;
    }

    /** Moves the run on. */
    void become(RunChange change) {
        run = change.run();
        changes.add(new Change.OfRun(change));
    }

    /** Writes something else in the same act. */
    void also(Change change) {
        changes.add(change);
    }

    /** Takes a kept signal; whether it was not taken before in this very draft. */
    boolean take(SignalId signal) {
        boolean first = taken.add(signal);
        if (first) {
            also(new Change.SignalTaken(signal));
        }
        return first;
    }

    /** Another turn is to follow at once, when this one is committed. */
    void again() {
        again = true;
    }

    boolean wantsAnother() {
        return again;
    }

    /** Another turn is to follow at an instant at the latest; {@code null} for none. */
    void lookAt(@Nullable Instant when) {
        if (when != null && (lookAt == null || when.isBefore(lookAt))) {
            lookAt = when;
        }
    }

    @Nullable
    Instant lookAt() {
        return lookAt;
    }

    /** What is not ended, as this draft leaves it, in order. */
    List<TimelineEntry> open() {
        return book.open().stream()
                .map(entry -> latest.getOrDefault(entry.stepName(), entry))
                .filter(entry -> !entry.state().ended())
                .toList();
    }

    /** Whether it writes that entries ended, and none that is to go on. */
    boolean endsEntriesAlone() {
        return !written.isEmpty()
                && written.stream().allMatch(entry -> entry.state().ended());
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    Changeset changeset() {
        return new Changeset(now, changes);
    }

    /** The entries that it writes. */
    Collection<TimelineEntry> written() {
        return written;
    }
}
