package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import org.jspecify.annotations.Nullable;

/**
 * A child that is to be started, with its entry in the same act; or the reason why it cannot be. Used by the keeper.
 *
 * @param spec what to start; {@code null} where that cannot be
 * @param refusal why not; {@code null} where it can
 */
record ChildStart(
        String entryName,
        RunId id,
        @Nullable RunSpec spec,
        @Nullable String refusal) {

    static ChildStart of(String entryName, RunId id, RunSpec spec) {
        return new ChildStart(entryName, id, spec, null);
    }

    static ChildStart refused(String entryName, RunId id, String refusal) {
        return new ChildStart(entryName, id, null, refusal);
    }

    /** Begins the entry; one that is not waited for has ended with that. */
    TimelineEntry begin(Strand strand, @Nullable AwaitGroup group, Draft draft) {
        return draft.begin(strand, entryName, StepKind.CHILD, place -> {
            Await await = spec == null ? null : new Await.ForChild(id, group);
            return entry(TimelineEntry.waiting(place, StepKind.CHILD, await, draft.now()), draft);
        });
    }

    private TimelineEntry entry(TimelineEntry waiting, Draft draft) {
        if (spec == null) {
            return waiting.failed(refusal == null ? "" : refusal, draft.now());
        }
        draft.also(new Change.OfRun(WorkflowRun.start(id, spec, draft.now())));
        return spec.awaited() ? waiting : waiting.completed(Value.of(id.text()), draft.now());
    }
}
