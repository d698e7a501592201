package dev.dwp.bootstrap;

import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.HandlerModule;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobHandler;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.handler.WorkflowHandler;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.ConfigurationFailure;
import dev.dwp.bootstrap.config.Given;
import dev.dwp.bootstrap.config.Sources;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What building an engine and building a server have in common. State is kept in memory unless {@link #store} or
 * {@code set("store", "sqlite:<file>")} says otherwise. Not thread-safe; used once.
 *
 * @param <B> the builder itself
 */
public abstract sealed class EngineBuilder<B extends EngineBuilder<B>> permits Dispatch.Builder, DwpServer.Builder {
    private final Handlers.Builder handlers = Handlers.builder();
    private final Map<String, Given> settings =
            new LinkedHashMap<>(Map.of("store", embedded("memory"), "server.drain-delay", embedded("0s")));
    private final Map<QueueName, QueueLimits> limits = new LinkedHashMap<>();
    private InstantSource machineClock = Time.SYSTEM;
    private @Nullable Store store;
    private @Nullable Time time;

    EngineBuilder() {}

    private static Given embedded(String value) {
        return Given.byFlag("the default of embedding", value);
    }

    /** This builder, as what it is. */
    abstract B self();

    /** Adds a job; its payload is bound to a record, a collection, a text, or {@link dev.dwp.domain.frame.Value}. */
    public <P> B job(String name, Class<P> payloadType, JobHandler<P, ?> handler) {
        return job(JobDefinition.of(name, payloadType, handler));
    }

    /** Adds a job with retries or a time limit of its own. */
    public B job(JobDefinition job) {
        handlers.job(job);
        return self();
    }

    /** Adds version 1 of a workflow. */
    public <I> B workflow(String name, Class<I> inputType, WorkflowHandler<I, ?> handler) {
        return workflow(WorkflowDefinition.of(name, inputType, handler));
    }

    /** Adds a version of a workflow. */
    public B workflow(WorkflowDefinition workflow) {
        handlers.workflow(workflow);
        return self();
    }

    /** Enqueues a job with an empty payload on a schedule in UTC. */
    public B cron(String name, String schedule, String jobName) {
        return cron(CronDefinition.of(name, schedule, jobName));
    }

    /** Enqueues a job on a schedule. */
    public B cron(CronDefinition cron) {
        handlers.cron(cron);
        return self();
    }

    /** Goes around all handlers, inside of what was added before. */
    public B interceptor(HandlerInterceptor interceptor) {
        handlers.interceptor(interceptor);
        return self();
    }

    /** Adds handlers that come together. */
    public B module(HandlerModule module) {
        module.register(handlers);
        return self();
    }

    /** Bounds a queue, over all nodes that are told the same. */
    public B queue(String name, QueueLimits bounds) {
        limits.put(new QueueName(name), bounds);
        return self();
    }

    /** Bounds how many jobs, and how many workflow runs, are under way at a time on this node. */
    public B concurrency(int jobs) {
        return set("workers.concurrency", Integer.toString(jobs));
    }

    /** How long a stop may take. */
    public B stopGrace(Duration grace) {
        return set("server.shutdown-grace", grace.toMillis() + "ms");
    }

    /** Keeps state here, and not where {@code set("store", …)} says; closed with what is built. */
    public B store(Store other) {
        store = other;
        return self();
    }

    /** Goes by another clock, such as one that a test moves by hand, whatever the store's says. */
    public B time(InstantSource clock, Alarms alarms) {
        time = new Time(clock, alarms, () -> {});
        return self();
    }

    /** Takes this for the machine's clock: it counts as far as the store has none that several servers share. */
    B machineClock(InstantSource clock) {
        machineClock = clock;
        return self();
    }

    /**
     * Sets anything that can be configured, by its key and in the words of the manual, {@code docs/operations.md}:
     * {@code set("workers.lease", "2s")}. A bad key or value is refused when the building ends.
     */
    public B set(String key, String value) {
        settings.put(key, Given.byFlag("set(\"" + key + "\", …)", value));
        return self();
    }

    /**
     * What was set, with defaults for the rest.
     *
     * @throws IllegalArgumentException with a sentence on the first thing that is wrong
     */
    Configuration configuration() {
        try {
            return Configuration.load(new Sources(settings, Map.of(), null, false))
                    .configuration();
        } catch (ConfigurationFailure e) {
            throw new IllegalArgumentException(e.sentence(), e);
        }
    }

    EngineSettings engineSettings(Configuration configuration) {
        return EngineSettings.of(configuration).withLimits(limits);
    }

    /** Everything wired, nothing started. */
    Engine engine(Configuration configuration, EngineSettings engineSettings, Telemetry telemetry) {
        Handlers all = handlers.build();
        SupervisedThreads threads = new SupervisedThreads();
        Store opened = openStore(configuration, threads);
        return new Engine(engineSettings, all, new Engine.Ground(opened, timeOn(opened, threads), threads), telemetry);
    }

    private Store openStore(Configuration configuration, SupervisedThreads threads) {
        Store given = store;
        return given == null
                ? Stores.open(
                        configuration.storage().store(),
                        clock(),
                        threads,
                        configuration.work().lease())
                : given;
    }

    private InstantSource clock() {
        Time given = time;
        return given == null ? machineClock : given.clock();
    }

    /** Servers that share a store share its clock, too. */
    private Time timeOn(Store opened, SupervisedThreads threads) {
        Time given = time;
        return given == null ? Time.by(opened.clock(machineClock), threads) : given;
    }
}
