package dev.dwp.bootstrap;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ControlQueues;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The engine without any server: jobs, workflows, cron entries and channels for the process that it runs in. Itself an
 * operator's {@link Dispatcher}; {@link #as} makes one for a tenant. Thread-safe.
 */
public final class Dispatch extends Dispatcher implements AutoCloseable {
    private static final String SUBJECT = "embedded";

    private final Plugins plugins;

    Dispatch(Engine engine, Plugins plugins) {
        super(engine, caller(Tenant.NONE));
        this.plugins = plugins;
    }

    /** Starts the engine, and then the plug-ins. */
    Dispatch start() {
        engine().start();
        plugins.start(this);
        return this;
    }

    /** Begins to build one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same engine, as one tenant sees it: what is made through it is the tenant's. */
    public Dispatcher as(Tenant tenant) {
        return new Dispatcher(engine(), caller(tenant));
    }

    /** Pauses and resumes queues. */
    public ControlQueues queues() {
        return engine().queues();
    }

    /**
     * Waits until nothing is due, running or in delivery, so that nothing more happens unless time passes or somebody asks for
     * something. For tests: it looks through everything that has not ended. What cannot run (its queue is paused or out of its
     * rate, no handler has its name) is not waited for.
     *
     * @throws TimeoutException with a sentence that names what still goes on
     */
    public void awaitIdle(Duration atMost) throws InterruptedException, TimeoutException {
        new Idleness(engine(), caller(Tenant.NONE)).await(atMost);
    }

    private static Caller caller(Tenant tenant) {
        return new Caller(new Identity(SUBJECT, tenant, Set.of(Scope.ALL)), tenant, null);
    }

    /** Stops the plug-ins that have started. */
    void stopPlugins() {
        plugins.stop();
    }

    /** Stops: what runs may finish within the grace, and what does not is handed back; then the store is closed. */
    @Override
    public void close() {
        plugins.stop();
        engine().close();
    }

    /** Builds an engine. */
    public static final class Builder extends EngineBuilder<Builder> {
        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        @Override
        @Nullable
        String useless(String key) {
            boolean ofTransports = key.startsWith("server.") && !key.equals("server.shutdown-grace");
            return ofTransports || key.startsWith("auth.") || key.equals("log.requests")
                    ? "An engine alone has no port; DwpServer.builder() makes one that has."
                    : super.useless(key);
        }

        /**
         * Starts it.
         *
         * @throws IllegalArgumentException with a sentence when something that was set or added is wrong
         */
        public Dispatch start() {
            Configuration configuration = configuration();
            Engine engine = engine(configuration, engineSettings(configuration), Telemetry.NONE);
            try {
                return new Dispatch(engine, plugins()).start();
            } catch (RuntimeException | Error e) {
                engine.close();
                throw e;
            }
        }
    }
}
