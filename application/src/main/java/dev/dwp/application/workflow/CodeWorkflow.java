package dev.dwp.application.workflow;

import dev.dwp.application.handler.EventSpec;
import dev.dwp.application.handler.ReceivedEvents;
import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.handler.Workflow;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run's code sees of the engine. Each call goes to the part that knows it, for the strand that makes it. */
final class CodeWorkflow implements Workflow {
    private final Pass pass;
    private final Steps steps;
    private final Waits waits;
    private final Sleeps sleeps;
    private final Children children;
    private final Parallels parallels;
    private final Compensations compensations;

    CodeWorkflow(Pass pass, Steps steps, Compensations compensations) {
        this.pass = pass;
        this.steps = steps;
        this.waits = new Waits(pass);
        this.sleeps = new Sleeps(pass);
        this.children = new Children(pass);
        this.parallels = new Parallels(pass);
        this.compensations = compensations;
    }

    @Override
    public RunId runId() {
        return pass.run().id();
    }

    @Override
    public Tenant tenant() {
        return pass.spec().tenant();
    }

    @Override
    public int version() {
        return pass.spec().version();
    }

    @Override
    public @Nullable String traceparent() {
        return pass.spec().traceparent();
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger("dev.dwp.workflow." + pass.spec().name());
    }

    @Override
    public <T> T step(String name, Class<T> type, StepOptions options, Callable<T> action) {
        Strand strand = pass.strand();
        pass.enter(strand, name);
        Value result = Objects.requireNonNullElse(
                steps.run(strand, new Steps.Step(name, StepKind.STEP, options, type, action))
                        .data(),
                Value.NULL);
        return pass.tools().values().recall(result, type);
    }

    @Override
    public void step(String name, StepOptions options, Action action) {
        Strand strand = pass.strand();
        pass.enter(strand, name);
        steps.run(strand, new Steps.Step(name, StepKind.STEP, options, Value.class, Steps.returningNothing(action)));
    }

    @Override
    public void compensate(String name, StepOptions options, Action undo) {
        Strand strand = pass.strand();
        pass.enter(strand, name);
        compensations.register(strand, name, options, undo);
    }

    @Override
    public <T> Optional<T> waitForEvent(
            String stepName, String name, @Nullable String key, Duration timeout, Class<T> type) {
        return waits.one(pass.strand(), stepName, new EventSpec<>(name, key, type), timeout);
    }

    @Override
    public ReceivedEvents waitForAll(String stepName, List<EventSpec<?>> events, Duration timeout) {
        return waits.several(pass.strand(), new AwaitGroup(stepName, AwaitGroup.Mode.ALL), events, timeout);
    }

    @Override
    public ReceivedEvents waitForAny(String stepName, List<EventSpec<?>> events, Duration timeout) {
        return waits.several(pass.strand(), new AwaitGroup(stepName, AwaitGroup.Mode.ANY), events, timeout);
    }

    @Override
    public void sleep(String name, Duration duration) {
        sleeps.sleep(pass.strand(), name, duration);
    }

    @Override
    public <T> T child(String stepName, String workflow, @Nullable Object input, Class<T> type) {
        return children.await(pass.strand(), stepName, workflow, input, type);
    }

    @Override
    public <T> List<T> children(String stepName, String workflow, List<?> inputs, Class<T> type) {
        return children.awaitAll(pass.strand(), stepName, workflow, inputs, type);
    }

    @Override
    public RunId spawn(String stepName, String workflow, @Nullable Object input) {
        return children.spawn(pass.strand(), stepName, workflow, input);
    }

    @Override
    public <T> List<T> parallel(String name, List<? extends Callable<? extends T>> branches) {
        return parallels.run(pass.strand(), name, branches);
    }
}
