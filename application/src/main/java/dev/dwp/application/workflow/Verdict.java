package dev.dwp.application.workflow;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what becomes of a run whose code has ended, and writes what follows at once: its end where there is nothing to
 * compensate, or that it rolls back. Used by the keeper, so that a cancellation comes either before the decision or too late.
 */
final class Verdict implements Ask<Verdict.Passed> {
    private final Book book;
    private final Outcome outcome;
    private final Closing closing;
    private final RunEnd end;
    private final boolean nothingToCompensate;

    /**
     * The decision.
     *
     * @param ended whether the run has reached its last state with it
     */
    record Passed(Fate fate, boolean ended) {}

    Verdict(Pass pass, Outcome outcome, RunEnd end, boolean nothingToCompensate) {
        this.book = pass.book();
        this.outcome = outcome;
        this.closing = new Closing(pass.tools().parts().store());
        this.end = end;
        this.nothingToCompensate = nothingToCompensate;
    }

    @Override
    public Optional<Passed> attempt(Draft draft) {
        Fate fate = decide(draft.run());
        return switch (fate) {
            case Fate.Yielded yielded -> Optional.of(new Passed(fate, false));
            case Fate.Completed completed -> Optional.of(end(fate, draft));
            case Fate.Failed(var error) -> giveUp(draft) ? Optional.of(failed(fate, error, draft)) : Optional.empty();
            case Fate.Cancelled cancelled ->
                giveUp(draft) ? Optional.of(endOrCompensate(fate, draft)) : Optional.empty();
        };
    }

    private Fate decide(WorkflowRun run) {
        if (run.rollingBack()) {
            return new Fate.Failed(Objects.requireNonNullElse(run.error(), ""));
        }
        if (run.cancelRequested()) {
            return new Fate.Cancelled();
        }
        String broken = book.broken();
        if (broken != null) {
            return new Fate.Failed(broken);
        }
        return switch (outcome) {
            case Outcome.Returned(var result) -> returned((Value) Objects.requireNonNull(result));
            case Outcome.Threw(var thrown) -> new Fate.Failed(FailureText.of(thrown));
            case Outcome.Unwound() -> new Fate.Yielded();
        };
    }

    private Fate returned(Value output) {
        return book.unasked()
                .<Fate>map(entry -> new Fate.Failed(
                        "The code is not the same each time: it has returned without asking for %s '%s', which the run remembers."
                                .formatted(Kinds.of(entry.kind()), entry.stepName())))
                .orElseGet(() -> new Fate.Completed(output));
    }

    private boolean giveUp(Draft draft) {
        List<TimelineEntry> open = draft.open().stream()
                .filter(entry -> entry.kind() != StepKind.COMPENSATION)
                .toList();
        return closing.giveUp(open, draft);
    }

    private Passed failed(Fate fate, String error, Draft draft) {
        if (!nothingToCompensate && !draft.run().rollingBack()) {
            draft.become(draft.run().rollBack(error, draft.now()));
        }
        return endOrCompensate(fate, draft);
    }

    private Passed endOrCompensate(Fate fate, Draft draft) {
        return nothingToCompensate ? end(fate, draft) : new Passed(fate, false);
    }

    private Passed end(Fate fate, Draft draft) {
        end.write(fate, List.of(), draft);
        return new Passed(fate, true);
    }
}
