package dev.dwp.engine.workflow.model;

import dev.dwp.application.handler.ChildFailed;
import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.StepContext;
import dev.dwp.application.handler.StepFailed;
import dev.dwp.application.handler.StepOptions;
import dev.dwp.application.handler.Workflow;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.workflow.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Runs made-up workflows, and keeps a record of what their steps and compensations did. */
final class World implements HandlerInterceptor {
    static final Duration FAR = Duration.ofDays(365);
    private static final String NAME = "made-up";

    private final Map<String, Node> bodies = new ConcurrentHashMap<>();
    private final ThreadLocal<Integer> attempt = new ThreadLocal<>();

    /** What compensations ran to their end, in order; {@code run name}. */
    final List<String> undone = new CopyOnWriteArrayList<>();

    /** Which body each run has. */
    final Map<RunId, Node> runs = new ConcurrentHashMap<>();

    void register(Handlers.Builder handlers) {
        handlers.interceptor(this);
        handlers.workflow(WorkflowDefinition.of(NAME, String.class, (workflow, key) -> {
            Node body = bodies.get(key);
            runs.put(workflow.runId(), body);
            return run(workflow, body);
        }));
    }

    String name() {
        return NAME;
    }

    Value input(String key, Node body) {
        bodies.put(key, body);
        return Value.of(key);
    }

    @Override
    public @Nullable Object aroundStep(StepContext context, Call call) throws Exception {
        attempt.set(context.attempt());
        try {
            return call.proceed();
        } finally {
            attempt.remove();
        }
    }

    private String run(Workflow workflow, Node node) throws Exception {
        return switch (node) {
            case Node.Step step ->
                workflow.step(step.name(), String.class, retries(step.retries()), () -> perform(step));
            case Node.Sleep sleep -> {
                workflow.sleep(sleep.name(), Duration.ofMinutes(sleep.minutes()));
                yield "z";
            }
            case Node.Wait wait ->
                workflow.waitForEvent(wait.name(), null, wait.comes() ? FAR : Duration.ofMinutes(2), String.class)
                        .orElse("-");
            case Node.Child child -> child(workflow, child);
            case Node.Parallel parallel -> {
                List<Callable<String>> branches = new ArrayList<>();
                parallel.branches().forEach(branch -> branches.add(() -> run(workflow, branch)));
                yield String.join("|", workflow.<String>parallel(parallel.name(), branches)) + "|";
            }
            case Node.Undo undo -> {
                workflow.compensate(undo.name(), () -> undo(workflow.runId(), undo));
                yield "";
            }
            case Node.Attempt attempted -> {
                try {
                    yield run(workflow, attempted.body());
                } catch (StepFailed | ChildFailed | IllegalStateException e) {
                    yield "!";
                }
            }
            case Node.Fail fail -> throw new IllegalStateException("no " + fail.name());
            case Node.Seq seq -> {
                StringBuilder all = new StringBuilder();
                for (Node each : seq.nodes()) {
                    all.append(run(workflow, each)).append(",");
                }
                yield all.toString();
            }
        };
    }

    private String child(Workflow workflow, Node.Child child) {
        bodies.put(child.name(), child.body());
        if (child.awaited()) {
            return workflow.child(child.name(), NAME, child.name(), String.class);
        }
        workflow.spawn(child.name(), NAME, child.name());
        return "s";
    }

    private static StepOptions retries(int count) {
        return StepOptions.ONCE.withRetry(new RetryPolicy(count, Duration.ofMinutes(1), 1, Duration.ofMinutes(1), 0));
    }

    private String perform(Node.Step step) {
        if (attempt.get() <= step.failures()) {
            throw new IllegalStateException("no " + step.name());
        }
        return step.name();
    }

    private void undo(RunId run, Node.Undo undo) {
        undone.add(run + " " + undo.name());
        if (undo.fails()) {
            throw new IllegalStateException("no " + undo.name());
        }
    }
}
