package dev.dwp.application.workflow;

import dev.dwp.application.handler.StepFailed;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.handler.WorkflowHandler;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leads a run: lets its code run, decides what becomes of it, and runs its compensations where it comes to that. */
final class Director {
    private final Pass pass;
    private final Strand strand;
    private final Strand main;
    private final Compensations compensations;
    private final Steps steps;
    private final RunEnd end;

    Director(Pass pass, Strand strand, Strand main, Compensations compensations) {
        this.pass = pass;
        this.compensations = compensations;
        this.strand = strand;
        this.main = main;
        this.steps = new Steps(pass);
        this.end = new RunEnd(pass.tools(), pass.book());
    }

    void start() {
        pass.start(strand, this::direct);
    }

    private Fate direct() {
        strand.fork(List.of(main), (branch, i) -> pass.start(branch, this::code));
        Verdict verdict = new Verdict(pass, main.outcome(), end, compensations.none());
        Verdict.Passed passed = strand.finish(verdict);
        Fate fate = passed.fate();
        if (!passed.ended() && !(fate instanceof Fate.Yielded)) {
            List<String> failures = compensate();
            strand.finish(draft -> {
                end.write(fate, failures, draft);
                return Optional.of(fate);
            });
        }
        return fate;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the definition binds its handler's type; a Void is null
    private Value code() throws Exception {
        WorkflowVersion version =
                new WorkflowVersion(pass.spec().name(), pass.spec().version());
        WorkflowDefinition workflow =
                pass.tools().parts().handlers().workflow(version).orElseThrow();
        Object input = pass.tools().values().recall(pass.spec().input(), workflow.inputType());
        WorkflowHandler<Object, ?> handler = (WorkflowHandler<Object, ?>) workflow.handler();
        return pass.tools().values().output(handler.run(new CodeWorkflow(pass, steps, compensations), input));
    }

    private List<String> compensate() {
        List<String> failures = new ArrayList<>();
        for (Compensations.Registered compensation : compensations.lastFirst()) {
            try {
                compensate(compensation);
            } catch (StepFailed e) {
                failures.add("The compensation '%s' failed: %s".formatted(e.step(), e.getMessage()));
            }
        }
        return failures;
    }

    private void compensate(Compensations.Registered compensation) {
        Optional<TimelineEntry> remembered = pass.book().latest(compensation.name());
        if (remembered.isPresent() && remembered.get().kind() != StepKind.COMPENSATION) {
            throw new StepFailed(
                    compensation.name(),
                    "the run remembers %s of that name."
                            .formatted(Kinds.of(remembered.get().kind())));
        }
        steps.run(
                strand,
                new Steps.Step(
                        compensation.name(),
                        StepKind.COMPENSATION,
                        compensation.options(),
                        Value.class,
                        Steps.returningNothing(compensation.undo())));
    }
}
