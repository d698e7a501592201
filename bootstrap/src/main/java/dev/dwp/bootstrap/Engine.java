package dev.dwp.bootstrap;

import dev.dwp.application.cron.CronScheduler;
import dev.dwp.application.frame.UseCases;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.job.JobEngine;
import dev.dwp.application.job.JobEngineParts;
import dev.dwp.application.job.WorkerLoad;
import dev.dwp.application.job.WorkerSettings;
import dev.dwp.application.node.ListHandlersService;
import dev.dwp.application.node.NodePresence;
import dev.dwp.application.port.in.ControlQueues;
import dev.dwp.application.port.in.DeadLetters;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.application.port.in.ListHandlers;
import dev.dwp.application.port.in.OperateQueues;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.retention.Housekeeper;
import dev.dwp.application.session.QuickRequests;
import dev.dwp.application.stream.Broker;
import dev.dwp.application.stream.EndWaiters;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.application.thread.TaskThreads;
import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.application.workflow.WorkflowEngineParts;
import dev.dwp.application.workflow.WorkflowSettings;
import dev.dwp.bootstrap.metrics.PrometheusMetrics;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.http.codec.JacksonPayloadBinder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's object graph: everything but transports. Owns its store and its time. Thread-safe.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final EngineSettings settings;
    private final Time time;
    private final Store store;
    private final SupervisedThreads threads;
    private final JacksonPayloadBinder binder;
    private final ListHandlersService handlers;
    private final QuickRequests quick;
    private final IdGenerator ids;
    private final RandomGenerator random = new SecureRandom();
    private final Broker broker;
    private final EndWaiters ends;
    private final JobEngine jobs;
    private final WorkflowEngine workflows;
    private final CronScheduler crons;
    private final Housekeeper housekeeper;
    private final NodePresence presence;

    /** Set once, by whoever stops it. */
    private volatile boolean stopping;

    /** What an engine stands on: opened before it, and closed with it. */
    record Ground(Store store, Time time, SupervisedThreads threads) {}

    /** Wires everything; starts nothing. */
    Engine(EngineSettings settings, Handlers handlers, Ground ground, Telemetry telemetry) {
        this.settings = settings;
        this.time = ground.time();
        this.store = ground.store();
        this.threads = ground.threads();
        this.binder = new JacksonPayloadBinder();
        this.handlers = new ListHandlersService(handlers, binder);
        this.quick = QuickRequests.of(store, handlers);
        this.ids = new IdGenerator(time.clock(), random);
        WorkerId self = ids.worker();
        this.broker = new Broker(store.events(), store.wakeups(), threads);
        this.ends = new EndWaiters(broker, time.clock(), time.alarms());
        this.jobs = new JobEngine(new JobEngineParts(
                store, handlers, binder, ids, time.clock(), time.alarms(), random, telemetry, threads, worker(self)));
        this.workflows = new WorkflowEngine(new WorkflowEngineParts(
                store,
                handlers,
                binder,
                ids,
                time.clock(),
                time.alarms(),
                random,
                telemetry,
                threads,
                workflowSettings(self)));
        this.crons = new CronScheduler(new CronScheduler.Parts(
                store,
                handlers,
                binder,
                ids,
                time.clock(),
                time.alarms(),
                settings.work().acceptUnknown()));
        this.housekeeper = new Housekeeper(store, broker::handedOut, settings.retention(), time.clock(), time.alarms());
        this.presence = new NodePresence(
                new NodePresence.Self(
                        self,
                        settings.node(),
                        BuildInfo.load().version(),
                        handlers.jobNames(),
                        handlers.workflowVersions()),
                settings.work().lease(),
                store,
                time.clock(),
                time.alarms());
    }

    private WorkerSettings worker(WorkerId self) {
        EngineSettings.Work work = settings.work();
        return WorkerSettings.of(self)
                .withConcurrency(work.concurrency())
                .withLease(work.lease())
                .withCancelGrace(work.cancelGrace())
                .withAcceptUnknown(work.acceptUnknown())
                .withQueues(settings.limits(), settings.closed());
    }

    private WorkflowSettings workflowSettings(WorkerId self) {
        EngineSettings.Work work = settings.work();
        return WorkflowSettings.of(self)
                .withConcurrency(work.concurrency())
                .withLease(work.lease())
                .withCancelGrace(work.cancelGrace())
                .withMaxBytes(work.maxValueBytes(), work.maxOutputBytes());
    }

    void start() {
        presence.start();
        broker.start();
        jobs.start();
        workflows.start();
        crons.start();
        housekeeper.start();
    }

    /** Stops what runs within the configured grace, then closes the store. */
    @Override
    public void close() {
        StopDeadline deadline = StopDeadline.in(settings.stopGrace());
        stopWork(deadline);
        closeStore(deadline);
    }

    /**
     * Starts nothing more, lets what runs end, and hands back what has not. All of it asks the store, which is let go of when
     * it still owes answers a moment after the deadline.
     */
    void stopWork(StopDeadline deadline) {
        stopping = true;
        CountDownLatch stopped = new CountDownLatch(1);
        TaskThreads.startPlatform("dwp-stop-deadline", () -> disconnectUnless(stopped, deadline));
        try {
            crons.stop(deadline.left());
            housekeeper.stop(deadline.left());
            stopWorkers(deadline);
            presence.stop(deadline.left());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("The stop was cut short; what still ran is taken up again when its leases have run out.");
        } finally {
            stopped.countDown();
        }
    }

    private void disconnectUnless(CountDownLatch stopped, StopDeadline deadline) {
        try {
            Duration limit = deadline.left().plus(LAST_MOMENT);
            if (!stopped.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn(
                        "The store has not answered in time; what is handed back is taken up when its leases have run out.");
                store.disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Both at once, so that jobs and runs share the grace instead of queueing for it. Handlers are interrupted so early that
     * they can tidy up within it.
     */
    private void stopWorkers(StopDeadline deadline) throws InterruptedException {
        Duration left = deadline.left();
        Duration half = left.dividedBy(2);
        Duration cancelGrace = settings.work().cancelGrace();
        Duration tidying = cancelGrace.compareTo(half) < 0 ? cancelGrace : half;
        Duration grace = left.minus(tidying);
        Thread runs = TaskThreads.start("dwp-stop", () -> stopWorkflows(grace, tidying));
        jobs.stop(grace, tidying);
        runs.join();
    }

    private void stopWorkflows(Duration grace, Duration tidying) {
        try {
            workflows.stop(grace, tidying);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closing waits for a database that does not answer: no longer than a moment after the deadline. */
    void closeStore(StopDeadline deadline) {
        Thread closing = TaskThreads.startPlatform("dwp-stop-store", () -> {
            broker.close();
            time.stop().run();
            store.close();
        });
        try {
            if (!closing.join(deadline.left().plus(LAST_MOMENT))) {
                store.disconnect();
                if (!closing.join(LAST_MOMENT)) {
                    LOG.warn("The store does not let go in time; it is left to end by itself.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it has begun to stop, or has stopped: its store does not come back. */
    boolean stopping() {
        return stopping;
    }

    UseCases.Jobs jobs() {
        return new UseCases.Jobs(
                jobs.enqueue(), jobs.enqueueMany(), jobs.get(), jobs.cancel(), jobs.explain(), jobs.list());
    }

    UseCases.Workflows workflows() {
        return new UseCases.Workflows(
                workflows.starting(),
                workflows.reading(),
                workflows.explaining(),
                workflows.listing(),
                workflows.control(),
                workflows.publishing());
    }

    DeadLetters deadLetters() {
        return jobs.deadLetters();
    }

    ControlQueues queues() {
        return jobs.controlQueues();
    }

    OperateQueues operateQueues() {
        return jobs.operateQueues();
    }

    ListHandlers handlers() {
        return handlers;
    }

    QuickRequests quickRequests() {
        return quick;
    }

    ListCrons crons() {
        return crons.list();
    }

    NodePresence presence() {
        return presence;
    }

    WorkerLoad load() {
        return jobs.load();
    }

    /** Lets these metrics look at its parts whenever somebody scrapes. */
    void watchedBy(PrometheusMetrics metrics) {
        metrics.watch(jobs, workflows);
        metrics.watch(store, broker, time.clock());
    }

    EndWaiters ends() {
        return ends;
    }

    Broker broker() {
        return broker;
    }

    /** The names of its threads that have failed and do not run well again yet. */
    List<String> failingThreads() {
        return threads.failing();
    }

    Store store() {
        return store;
    }

    PayloadBinder binder() {
        return binder;
    }

    IdGenerator ids() {
        return ids;
    }

    RandomGenerator random() {
        return random;
    }

    Time time() {
        return time;
    }

    InstantSource clock() {
        return time.clock();
    }
}
