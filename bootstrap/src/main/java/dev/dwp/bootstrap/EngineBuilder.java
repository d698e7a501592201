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
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.ConfigurationFailure;
import dev.dwp.bootstrap.config.Given;
import dev.dwp.bootstrap.config.Sources;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.http.codec.JacksonPayloadBinder;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<QueueName, QueueLimits> limits = new LinkedHashMap<>();
    private InstantSource machineClock = new SteadyClock();
    private @Nullable Store store;
    private @Nullable Time time;
    private @Nullable Plugins plugins;
    private @Nullable StoreWait storeWait;

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

    /** Waits so for a database that cannot be reached yet; {@code null} fails at once. */
    B waitingForStore(@Nullable StoreWait wait) {
        storeWait = wait;
        return self();
    }

    /**
     * Sets anything that can be configured, by its key and in the words of the manual, {@code docs/operations.md}:
     * {@code set("workers.lease", "2s")}. A blank value counts as none. A key that does not exist or has no effect here,
     * and a bad value, are refused when the building ends.
     */
    public B set(String key, String value) {
        if (value.isBlank()) {
            settings.remove(key);
            asked.remove(key);
        } else {
            asked.add(key);
            settings.put(key, Given.byFlag("set(\"" + key + "\", …)", value));
        }
        return self();
    }

    /** The reason why a key that exists has no effect on what is built here; {@code null} when it has one. */
    @Nullable
    String useless(String key) {
        return key.equals("log.level") || key.equals("log.format")
                ? "The log is the application's, which chooses level and form in its own logging backend; leave it out."
                : null;
    }

    /**
     * What was set, with defaults for the rest.
     *
     * @throws IllegalArgumentException with a sentence on the first thing that is wrong
     */
    Configuration configuration() {
        asked.forEach(this::requireUseful);
        try {
            return Configuration.load(new Sources(settings, Map.of(), null, false))
                    .configuration();
        } catch (ConfigurationFailure e) {
            throw new IllegalArgumentException(e.sentence(), e);
        }
    }

    private void requireUseful(String key) {
        String reason = useless(key);
        if (reason != null) {
            throw new IllegalArgumentException("%s has no effect here. %s".formatted(key, reason));
        }
    }

    EngineSettings engineSettings(Configuration configuration) {
        return EngineSettings.of(configuration).withLimits(limits);
    }

    /** Everything wired, nothing started. */
    Engine engine(Configuration configuration, EngineSettings engineSettings, Telemetry telemetry) {
        plugins = Plugins.load(configuration.node());
        plugins.register(handlers);
        Handlers all = handlers.build();
        requireBindable(all);
        SupervisedThreads threads = new SupervisedThreads();
        Store opened = openStore(configuration, threads);
        try {
            Engine.Ground ground = new Engine.Ground(opened, timeOn(opened, threads), threads);
            return wired(engineSettings, all, ground, telemetry);
        } catch (RuntimeException | Error e) {
            if (store == null) {
                opened.close();
            }
            throw e;
        }
    }

    /** An alarm clock that was made for an engine which cannot be wired is stopped. */
    private Engine wired(EngineSettings engineSettings, Handlers all, Engine.Ground ground, Telemetry telemetry) {
        try {
            return new Engine(engineSettings, all, ground, telemetry);
        } catch (RuntimeException | Error e) {
            if (time == null) {
                ground.time().stop().run();
            }
            throw e;
        }
    }

    private static void requireBindable(Handlers all) {
        PayloadBinder binder = new JacksonPayloadBinder();
        all.jobs().forEach(job -> requireBindable(binder, "job", job.name(), job.payloadType()));
        all.workflows().forEach(workflow -> requireBindable(binder, "workflow", workflow.name(), workflow.inputType()));
    }

    private static void requireBindable(PayloadBinder binder, String what, String name, Type type) {
        try {
            binder.requireBindable(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The %s '%s' declares a type that it could never be given. %s"
                            .formatted(what, name, e.getMessage()),
                    e);
        }
    }

    /** The plug-ins of the engine that was wired. */
    Plugins plugins() {
        return Objects.requireNonNull(plugins, "Plug-ins are loaded when the engine is wired.");
    }

    private Store openStore(Configuration configuration, SupervisedThreads threads) {
        Store given = store;
        if (given != null) {
            return given;
        }
        StoreWait waiting = storeWait;
        Supplier<Store> opening = () -> Stores.open(
                configuration.storage().store(),
                clock(),
                threads,
                configuration.work().lease());
        return waiting == null ? opening.get() : waiting.open(opening);
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
