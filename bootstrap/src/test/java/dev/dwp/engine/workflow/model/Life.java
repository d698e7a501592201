package dev.dwp.engine.workflow.model;

import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.engine.workflow.Flows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One made-up run, lived through to its end while workers die under it, events come, time passes and people cancel. */
final class Life implements AutoCloseable {
    private static final int LONG_ENOUGH = 500;

    final Flows flows;
    final World world = new World();
    final RunId root;
    private final List<String> events = new ArrayList<>();
    private final Node plan;
    private CrashingStore store;
    private WorkflowEngine engine;
    private @Nullable Boolean cancelled;

    Life(Node plan, Flows flows) {
        this.plan = plan;
        this.flows = flows;
        flows.with(world::register).settings(settings -> settings.withCancelGrace(World.FAR));
        collect(plan);
        store = new CrashingStore(flows.store);
        engine = flows.engine(store);
        engine.start();
        root = flows.start(flows.engine(flows.store), world.name(), world.input("root", plan));
    }

    private void collect(Node node) {
        switch (node) {
            case Node.Wait wait -> {
                if (wait.comes()) {
                    events.add(wait.name());
                }
            }
            case Node.Child child -> collect(child.body());
            case Node.Parallel parallel -> parallel.branches().forEach(this::collect);
            case Node.Attempt attempt -> collect(attempt.body());
            case Node.Seq seq -> seq.nodes().forEach(this::collect);
            case Node.Step step -> {}
            case Node.Sleep sleep -> {}
            case Node.Undo undo -> {}
            case Node.Fail fail -> {}
        }
    }

    /** Whether someone's wish to cancel the run was granted; {@code null} when nobody had it. */
    @Nullable
    Boolean cancelled() {
        return cancelled;
    }

    List<WorkflowRun> runs() {
        return flows.store.runs().list(new RunQuery(Tenant.NONE, null, null, null, 10_000));
    }

    private boolean over() {
        return runs().stream().allMatch(run -> run.state().finished());
    }

    /** Does what the script says, over and over, until all runs have ended. */
    void live(List<Integer> script) {
        int at = 0;
        settle();
        while (!over()) {
            if (at > LONG_ENOUGH) {
                throw new AssertionError("It does not come to an end: " + story());
            }
            int wish = script.isEmpty() ? 0 : script.get(at % script.size());
            act(wish, at);
            at++;
            if (settles(wish)) {
                settle();
            }
        }
    }

    /** Half of the wishes are followed by the next at once, whatever the worker is at. */
    private static boolean settles(int wish) {
        return wish % 2 == 0;
    }

    private void act(int wish, int at) {
        switch (wish) {
            case 0, 8 -> flows.clock.advance(Duration.ofSeconds(61));
            case 2, 3 -> publish(at);
            case 4 -> store.dieAt(at % 7);
            case 5 -> store.die();
            case 1, 6 -> flows.clock.advance(Duration.ofSeconds(7));
            case 7 -> cancel();
            default -> throw new IllegalArgumentException("No wish " + wish);
        }
        if (wish != 0) {
            return;
        }
        publish(at);
    }

    private void publish(int at) {
        if (!events.isEmpty()) {
            String name = events.remove(at % events.size());
            flows.publish(flows.engine(flows.store), name, Value.of(name));
        }
    }

    private void cancel() {
        if (cancelled == null) {
            try {
                flows.engine(flows.store).control().cancel(Flows.ANYONE, root);
                cancelled = true;
            } catch (Refusal e) {
                cancelled = false;
            }
        }
    }

    /** Until nothing happens any more unless someone acts; with another worker in the place of one that has died. */
    private void settle() {
        flows.until("it settles", () -> store.dead() || idle());
        if (store.dead()) {
            store = new CrashingStore(flows.store);
            engine = flows.engine(store);
            engine.start();
            settle();
        }
    }

    private boolean idle() {
        Instant now = flows.clock.instant();
        return engine.heldRuns() == 0 && runs().stream().noneMatch(run -> due(run, now));
    }

    /** Whether it is to be taken up, or to be taken from a worker that is gone. */
    private static boolean due(WorkflowRun run, Instant now) {
        Instant when = run.claim() == null ? run.wakeAt() : run.claim().lease().until();
        return when != null && !when.isAfter(now);
    }

    String story() {
        StringBuilder story = new StringBuilder("\n" + plan);
        for (WorkflowRun run : runs()) {
            story.append("\n%s %s %s %s claim %s wake %s"
                    .formatted(run.id(), run.state(), run.error(), run.spec().input(), run.claim(), run.wakeAt()));
            flows.shown(run.id()).forEach(entry -> story.append("\n  ").append(entry));
        }
        return story.toString();
    }

    @Override
    public void close() {
        flows.close();
    }
}
