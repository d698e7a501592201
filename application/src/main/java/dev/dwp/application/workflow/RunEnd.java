package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Writes the end of a run, and in the same act what it means to the parent that waits for it. Used by the keeper. */
final class RunEnd {
    private final Tools tools;

    RunEnd(Tools tools) {
        this.tools = tools;
    }

    /**
     * Writes it.
     *
     * @param failures of compensations, a sentence each
     */
    void write(Fate fate, List<String> failures, Draft draft) {
        draft.become(change(draft.run(), fate, String.join(" ", failures), draft.now()));
        WorkflowRun run = draft.run();
        if (run.spec().awaited()) {
            tools.parts().store().runs().awaiting(run.id()).ifPresent(parent -> wake(parent, run, draft));
        }
    }

    private static RunChange change(WorkflowRun run, Fate fate, String failures, Instant now) {
        return switch (fate) {
            case Fate.Completed(var output) -> run.complete(output, now);
            case Fate.Failed(var error) -> run.fail(FailureText.cut(join(error, failures)), now);
            case Fate.Cancelled() -> run.cancel(failures.isEmpty() ? null : FailureText.cut(failures), now);
            case Fate.Yielded() -> throw new IllegalArgumentException("A run that goes on elsewhere has not ended.");
        };
    }

    private static String join(String error, String failures) {
        return failures.isEmpty() ? error : error + " " + failures;
    }

    private void wake(Waiter parent, WorkflowRun run, Draft draft) {
        tools.rendezvous().end(parent.run(), ended(parent.entry(), run, draft.now()), draft.now()).stream()
                .map(Change.OfRun::new)
                .forEach(draft::also);
    }

    private static TimelineEntry ended(TimelineEntry entry, WorkflowRun run, Instant now) {
        if (run.state() == RunState.COMPLETED) {
            return entry.completed(Objects.requireNonNullElse(run.output(), Value.NULL), now);
        }
        String reason = run.state() == RunState.CANCELLED ? "it was cancelled." : run.error();
        return entry.failed(Objects.requireNonNullElse(reason, ""), now);
    }
}
