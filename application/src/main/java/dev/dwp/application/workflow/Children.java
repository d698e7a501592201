package dev.dwp.application.workflow;

import dev.dwp.application.binding.Payloads;
import dev.dwp.application.handler.ChildFailed;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.port.out.PayloadBinder.Misfit;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs that a run starts. */
final class Children {
    private final Pass pass;
    private final Payloads payloads;

    Children(Pass pass) {
        this.pass = pass;
        this.payloads = new Payloads(pass.tools().parts().binder());
    }

    <T> T await(Strand strand, String step, String workflow, @Nullable Object input, Class<T> type) {
        pass.enter(strand, step);
        return output(start(strand, start(step, workflow, input, true)), type);
    }

    RunId spawn(Strand strand, String step, String workflow, @Nullable Object input) {
        pass.enter(strand, step);
        return new RunId(output(start(strand, start(step, workflow, input, false)), String.class));
    }

    <T> List<T> awaitAll(Strand strand, String step, String workflow, List<?> inputs, Class<T> type) {
        List<ChildStart> starts = new ArrayList<>(inputs.size());
        pass.enter(strand, step);
        for (Object input : inputs) {
            String name = Members.name(step, starts.size());
            pass.enter(strand, name);
            pass.recall(strand, name, StepKind.CHILD);
            starts.add(start(name, workflow, input, true));
        }
        FanOut fanOut = new FanOut(new Closing(pass.tools().parts().store()), strand, step, starts);
        List<TimelineEntry> entries = fanOut.ended(pass.book()::latest).orElseGet(() -> strand.ask(fanOut));
        entries.stream().filter(entry -> entry.state() == EntryState.FAILED).forEach(failed -> output(failed, type));
        entries.forEach(entry -> pass.passed(strand, entry));
        return entries.stream().map(entry -> output(entry, type)).toList();
    }

    private TimelineEntry start(Strand strand, ChildStart start) {
        return pass.recall(
                strand,
                start.entryName(),
                StepKind.CHILD,
                draft -> Optional.of(draft.latest(start.entryName()).orElseGet(() -> start.begin(strand, null, draft)))
                        .filter(entry -> entry.state().ended()));
    }

    /** A child begins with the newest version of its workflow, as if a client had started it. */
    private ChildStart start(String entryName, String workflow, @Nullable Object input, boolean awaited) {
        RunId id = pass.tools().parts().ids().run();
        Optional<WorkflowDefinition> definition =
                pass.tools().parts().handlers().latestWorkflow(workflow);
        if (definition.isEmpty()) {
            return ChildStart.refused(entryName, id, "There is no workflow named '%s'.".formatted(workflow));
        }
        try {
            return ChildStart.of(entryName, id, spec(definition.get(), input, awaited));
        } catch (Misfit | Refusal e) {
            return ChildStart.refused(entryName, id, FailureText.of(e));
        }
    }

    private RunSpec spec(WorkflowDefinition workflow, @Nullable Object input, boolean awaited) {
        Value value = pass.tools().values().remember(input);
        return new RunSpec(
                workflow.name(),
                workflow.version(),
                payloads.accept(value, workflow.inputType()),
                null,
                pass.spec().tenant(),
                pass.run().id(),
                awaited,
                pass.spec().traceparent());
    }

    private <T> T output(TimelineEntry entry, Class<T> type) {
        RunId child = entry.awaits() instanceof Await.ForChild await ? await.child() : null;
        if (entry.state() == EntryState.FAILED) {
            throw new ChildFailed(entry.stepName(), child, Objects.requireNonNullElse(entry.error(), ""));
        }
        try {
            return pass.tools().values().recall(Objects.requireNonNullElse(entry.data(), Value.NULL), type);
        } catch (Misfit e) {
            throw new ChildFailed(
                    entry.stepName(), child, "its output does not fit at %s: %s".formatted(e.path(), e.getMessage()));
        }
    }
}
