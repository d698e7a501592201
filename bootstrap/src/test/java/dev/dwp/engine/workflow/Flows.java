package dev.dwp.engine.workflow;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.handler.WorkflowHandler;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.application.workflow.WorkflowEngineParts;
import dev.dwp.application.workflow.WorkflowSettings;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.engine.WholeLog;
import dev.dwp.http.codec.JacksonPayloadBinder;
import dev.dwp.persistence.memory.MemoryStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Engines over one store in memory, with a clock that stands still until the test moves it. */
public final class Flows implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-31T10:30:00Z");
    public static final Caller ANYONE = caller(Tenant.NONE);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    public final ManualClock clock = new ManualClock(START);
    public final Store store;
    private final IdGenerator ids = new IdGenerator(clock, new SecureRandom());
    private final Semaphore news = new Semaphore(0);
    private final List<WorkflowEngine> engines = new ArrayList<>();
    private Handlers.Builder handlers = Handlers.builder();
    private UnaryOperator<WorkflowSettings> settings = UnaryOperator.identity();

    /** Over a store of its own, in memory. */
    public Flows() {
        this(clock -> new MemoryStore());
    }

    /** Over a store of its own. */
    public Flows(Function<InstantSource, Store> opening) {
        store = opening.apply(clock);
        for (Wakeups.Topic topic : Wakeups.Topic.values()) {
            store.wakeups().on(topic, news::release);
        }
    }

    static Caller caller(Tenant tenant) {
        return new Caller(new Identity("tester", tenant, Set.of(Scope.ALL)), tenant, null);
    }

    /** Version 1 of a workflow that takes anything. */
    Flows workflow(String name, WorkflowHandler<Value, ?> handler) {
        return with(builder -> builder.workflow(WorkflowDefinition.of(name, Value.class, handler)));
    }

    public Flows with(Consumer<Handlers.Builder> more) {
        more.accept(handlers);
        return this;
    }

    /** Other handlers for the engines that are started from now on. */
    Flows forgetHandlers() {
        handlers = Handlers.builder();
        return this;
    }

    /** Other settings for the engines that are started from now on. */
    public Flows settings(UnaryOperator<WorkflowSettings> change) {
        settings = change;
        return this;
    }

    /** An engine with what was registered so far. */
    WorkflowEngine engine() {
        return engine(store);
    }

    public WorkflowEngine engine(Store over) {
        return engine(over, clock);
    }

    /** An engine whose alarms are set by way of the test. */
    WorkflowEngine engine(Store over, Alarms alarms) {
        WorkflowEngine engine = new WorkflowEngine(new WorkflowEngineParts(
                over,
                handlers.build(),
                new JacksonPayloadBinder(),
                ids,
                clock,
                alarms,
                new SecureRandom(),
                (method, code, took) -> {},
                new SupervisedThreads(),
                settings.apply(WorkflowSettings.of(ids.worker()))));
        engines.add(engine);
        return engine;
    }

    WorkflowEngine started() {
        WorkflowEngine engine = engine();
        engine.start();
        return engine;
    }

    RunId start(WorkflowEngine engine, String name) {
        return start(engine, name, Value.NULL);
    }

    public RunId start(WorkflowEngine engine, String name, Value input) {
        return engine.starting()
                .start(ANYONE, new StartWorkflow.Command(name, input, null))
                .run()
                .id();
    }

    RunId startFor(WorkflowEngine engine, Tenant tenant, String name) {
        return engine.starting()
                .start(caller(tenant), new StartWorkflow.Command(name, Value.NULL, null))
                .run()
                .id();
    }

    public void publish(WorkflowEngine engine, String name, Value payload) {
        engine.publishing().publish(ANYONE, new PublishSignal.Command(name, payload, null, null, null));
    }

    public WorkflowRun run(RunId id) {
        return store.runs().find(id).orElseThrow();
    }

    /** Waits until the run has reached its last state. */
    WorkflowRun finished(RunId id) {
        until("the run has finished", () -> run(id).state().finished());
        return run(id);
    }

    WorkflowRun finished(RunId id, RunState state) {
        WorkflowRun run = finished(id);
        if (run.state() != state) {
            throw new AssertionError(run.state() + ": " + run.error() + "\n" + shown(id));
        }
        return run;
    }

    /** Waits until no worker holds the run, which waits for something. */
    void suspended(RunId id) {
        until("the run waits", () -> {
            WorkflowRun run = run(id);
            return run.claim() == null && (run.wakeAt() == null || run.wakeAt().isAfter(clock.instant()));
        });
    }

    public void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not in time: " + what);
            }
            pause();
        }
    }

    private void pause() {
        try {
            news.tryAcquire(10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A run's timeline, an entry a line: {@code step pay 1 completed}. */
    public List<String> shown(RunId id) {
        return store.runs().timeline(id).stream().map(Flows::shown).toList();
    }

    private static String shown(TimelineEntry entry) {
        return "%s %s %d %s"
                .formatted(
                        entry.kind().wireName(),
                        entry.stepName(),
                        entry.attempt(),
                        entry.state().wireName());
    }

    TimelineEntry entry(RunId id, String name) {
        return store.runs().timeline(id).stream()
                .filter(entry -> entry.stepName().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** What was told of a run, such as {@code workflow.step_completed pay}. */
    public List<String> told(RunId id) {
        return WholeLog.of(store.events(), null).stream()
                .filter(event -> id.text().equals(event.data().text("run_id")))
                .map(event -> (event.data().text("type") + " " + event.data().text("step_name")).replace(" null", ""))
                .toList();
    }

    /** How many events of that type were told. */
    long told(String type) {
        return WholeLog.of(store.events(), null).stream()
                .filter(event -> type.equals(event.data().text("type")))
                .count();
    }

    @Override
    public void close() {
        try {
            for (WorkflowEngine engine : engines) {
                engine.stop(Duration.ZERO);
            }
            store.close();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
