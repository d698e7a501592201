package dev.dwp.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobHandler;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.job.JobEngineParts;
import dev.dwp.application.job.WorkerSettings;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import dev.dwp.engine.WholeLog;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.function.Executable;

/** Engines over one store, in memory unless the test brings another, with a clock that the test moves. */
final class Scene {
    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    static final Caller SHOP = caller(new Tenant("shop", null));
    static final Caller BANK = caller(new Tenant("bank", null));
    static final Caller OPERATOR = caller(Tenant.NONE);

    /** A pause of one second, doubling, without jitter. */
    static final RetryPolicy STEADY = new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0);

    final ManualClock clock = new ManualClock(START);
    final Store store;
    final Gate gate = new Gate();
    final IdGenerator ids = new IdGenerator(clock, new Random(1));
    private final Handlers.Builder handlers = Handlers.builder();
    private final List<JobEngine> engines = new ArrayList<>();
    private UnaryOperator<WorkerSettings> settings = same -> same;
    private Telemetry telemetry = (method, code, took) -> {};

    Scene() {
        this(new MemoryStore());
    }

    Scene(Store store) {
        this.store = store;
        handle(JobDefinition.of("gate", Value.class, gate).withRetry(STEADY));
    }

    static Caller caller(Tenant tenant) {
        return new Caller(new Identity("tester", tenant, Set.of(Scope.ALL)), tenant, null);
    }

    Scene handle(JobDefinition definition) {
        handlers.job(definition);
        return this;
    }

    Scene handle(String name, JobHandler<Value, ?> handler) {
        return handle(JobDefinition.of(name, Value.class, handler).withRetry(STEADY));
    }

    Scene around(HandlerInterceptor interceptor) {
        handlers.interceptor(interceptor);
        return this;
    }

    Scene with(UnaryOperator<WorkerSettings> change) {
        UnaryOperator<WorkerSettings> before = settings;
        settings = same -> change.apply(before.apply(same));
        return this;
    }

    Scene hear(Telemetry ears) {
        telemetry = ears;
        return this;
    }

    /** An engine whose turns are taken by the test. */
    JobEngine engine() {
        WorkerSettings mine = settings.apply(WorkerSettings.of(ids.worker()));
        JobEngine engine = new JobEngine(new JobEngineParts(
                store,
                handlers.build(),
                new TinyBinder(),
                ids,
                clock,
                clock,
                new Random(7),
                telemetry,
                new SupervisedThreads(),
                mine));
        engines.add(engine);
        return engine;
    }

    /** An engine that runs. */
    JobEngine start() {
        JobEngine engine = engine();
        engine.start();
        return engine;
    }

    JobEngine first() {
        return engines.getFirst();
    }

    Job enqueue(String name) {
        return enqueue(SHOP, name, Value.NULL, JobOptions.DEFAULT);
    }

    Job enqueue(String name, JobOptions options) {
        return enqueue(SHOP, name, Value.NULL, options);
    }

    Job enqueue(Caller caller, String name, Value payload, JobOptions options) {
        return first().enqueue()
                .enqueue(caller, new EnqueueJob.Command(name, payload, options))
                .job();
    }

    Job job(JobId id) {
        return store.jobs().find(id).orElseThrow();
    }

    List<ExplainJob.Code> reasons(Job job) {
        return first().explain().explain(OPERATOR, job.id()).reasons().stream()
                .map(ExplainJob.Reason::code)
                .toList();
    }

    ExplainJob.Reason reason(Job job, ExplainJob.Code code) {
        return first().explain().explain(OPERATOR, job.id()).reasons().stream()
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElseThrow();
    }

    /** The job as soon as it is in that state. */
    Job await(Job job, JobState state) throws InterruptedException {
        return await(job, now -> now.state() == state);
    }

    Job await(Job job, Predicate<Job> wanted) throws InterruptedException {
        awaitNews(() -> wanted.test(job(job.id())), () -> "The job is still " + job(job.id()));
        return job(job.id());
    }

    /** Waits for what the store's news bring about. */
    void awaitNews(BooleanSupplier condition, Supplier<String> what) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        Wakeups.Registration registration = store.wakeups().on(Wakeups.Topic.EVENTS, news::release);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!condition.getAsBoolean()) {
                if (!news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new AssertionError(what.get());
                }
            }
        } finally {
            registration.close();
        }
    }

    /** Waits for what happens just after a commit, on another thread, and tells nobody. */
    static void awaitSoon(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It does not come about.");
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Lets time pass until something has come about, from one alarm to the next. What is set for more than half a minute
     * later, such as the deadline of an attempt, is left in the future.
     */
    void advanceUntil(BooleanSupplier condition) {
        awaitSoon(() -> {
            Instant now = clock.instant();
            Instant next = clock.nextAlarm();
            if (next != null && next.isBefore(now.plusSeconds(30))) {
                clock.advance(Duration.between(now, next));
            }
            return condition.getAsBoolean();
        });
    }

    /** The events of a job: their types without {@code job.}, in order. */
    List<String> told(Job job) {
        return events(job).stream()
                .map(event -> String.valueOf(event.data().text("type")).replace("job.", ""))
                .toList();
    }

    List<LoggedEvent> events(Job job) {
        return WholeLog.of(store.events(), new Channel.OneJob(job.id()));
    }

    static void assertRefused(int code, Executable call) {
        Refusal refusal = assertThrows(Refusal.class, call);
        assertEquals(code, refusal.code().number(), refusal::getMessage);
    }

    /** Stops every engine without grace. */
    void close() throws InterruptedException {
        for (JobEngine engine : engines) {
            engine.stop(Duration.ZERO);
        }
    }
}
