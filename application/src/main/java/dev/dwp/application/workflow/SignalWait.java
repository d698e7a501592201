package dev.dwp.application.workflow;

import dev.dwp.application.port.out.SignalStore;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.Optional;

/**
 * The waiter's half of the rendezvous with a signal, for one entry: it looks for a kept signal, begins to wait where there is
 * none, and looks once more when that is stored, because one may have been kept in between. From then on publishers find it.
 * Used by the keeper.
 */
final class SignalWait {
    private final SignalStore signals;
    private final Strand strand;
    private final String name;
    private final Await.ForSignal await;

    /** Whether it has looked in vain since its entry was stored, in this pass. */
    private boolean expected;

    /**
     * Not begun yet, as far as this pass knows.
     *
     * @param name of its entry
     */
    SignalWait(SignalStore signals, Strand strand, String name, Await.ForSignal await) {
        this.signals = signals;
        this.strand = strand;
        this.name = name;
        this.await = await;
    }

    /** How the entry stands when what can be done for it now is done. */
    TimelineEntry attempt(Draft draft) {
        Optional<TimelineEntry> latest = draft.latest(name);
        if (latest.isEmpty()) {
            return begin(draft);
        }
        TimelineEntry entry = latest.get();
        if (entry.state() != EntryState.WAITING) {
            return entry;
        }
        Optional<Signal> kept = expected ? Optional.empty() : oldestKept(draft);
        if (kept.isPresent()) {
            return draft.put(entry.completed(kept.get().payload(), draft.now()));
        }
        return Deadlines.due(entry, draft) ? draft.put(entry.timedOut(draft.now())) : expect(entry, draft);
    }

    /** It is not wanted any more, begun or not. */
    void giveUp(Draft draft) {
        TimelineEntry entry = draft.latest(name).orElseGet(() -> waiting(draft));
        if (entry.state() == EntryState.WAITING) {
            draft.put(entry.cancelled(draft.now()));
        }
    }

    private TimelineEntry waiting(Draft draft) {
        return draft.begin(
                strand, name, StepKind.WAIT, place -> TimelineEntry.waiting(place, StepKind.WAIT, await, draft.now()));
    }

    private TimelineEntry begin(Draft draft) {
        Optional<Signal> kept = oldestKept(draft);
        TimelineEntry entry = waiting(draft);
        return kept.isPresent() ? draft.put(entry.completed(kept.get().payload(), draft.now())) : expect(entry, draft);
    }

    private TimelineEntry expect(TimelineEntry entry, Draft draft) {
        if (draft.isStored(entry)) {
            expected = true;
        } else {
            draft.again();
        }
        return entry;
    }

    private Optional<Signal> oldestKept(Draft draft) {
        Optional<Signal> kept = signals.oldestKept(draft.run(), await);
        if (kept.isPresent() && !draft.take(kept.get().id())) {
            draft.again();
            return Optional.empty();
        }
        return kept;
    }
}
