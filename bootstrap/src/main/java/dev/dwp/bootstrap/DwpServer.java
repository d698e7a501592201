package dev.dwp.bootstrap;

import com.sun.net.httpserver.HttpServer;
import dev.dwp.application.auth.ApiKey;
import dev.dwp.application.auth.ApiKeyAuthenticator;
import dev.dwp.application.auth.CompositeAuthenticator;
import dev.dwp.application.auth.NoAuthenticator;
import dev.dwp.application.auth.TokenHash;
import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.thread.TaskThreads;
import dev.dwp.bootstrap.config.AuthSettings;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.ServerSettings;
import dev.dwp.bootstrap.config.Sources;
import dev.dwp.bootstrap.config.Timing;
import dev.dwp.bootstrap.metrics.PrometheusMetrics;
import dev.dwp.domain.scope.Scope;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import dev.dwp.http.server.ErrorBody;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of the Dispatch Wire Protocol in this process: an engine, and the transports in front of it on one port.
 * Thread-safe.
 */
public final class DwpServer implements RunningServer {
    private final Dispatch dispatch;
    private final Transports transports;
    private final Front front;
    private final @Nullable KeyFileWatch keyWatch;
    private final Timing timing;

    private DwpServer(Builder builder, Configuration configuration) {
        EngineSettings settings = builder.engineSettings(configuration);
        PrometheusMetrics metrics = new PrometheusMetrics(settings.namedQueues());
        Engine engine = builder.engine(configuration, settings, metrics);
        Front opened = null;
        try {
            dispatch = new Dispatch(engine, builder.plugins());
            timing = configuration.server().timing();
            ApiKeyAuthenticator keys = builder.keys(configuration.auth());
            transports =
                    new Transports(engine, configuration.server(), builder.authenticator(keys, configuration), metrics);
            keyWatch = builder.keyWatch(keys, configuration.auth(), engine.time());
            opened = builder.front(configuration.server(), transports.errorBody());
            front = opened;
            transports.mount(front, configuration.server().listen().path());
            front.stats().ifPresent(metrics::watch);
            dispatch.start();
            front.start();
            if (keyWatch != null) {
                keyWatch.tick();
            }
        } catch (RuntimeException | Error e) {
            if (opened != null) {
                opened.stop(Duration.ZERO);
            }
            builder.plugins().stop();
            engine.close();
            throw e;
        }
    }

    /** Begins to build one. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public URI address() {
        return front.address();
    }

    /** The engine behind the transports, for code in the same process. */
    public Dispatch dispatch() {
        return dispatch;
    }

    /**
     * Turns unready and serves on for the drain delay, says goodbye to clients, answers what they still wait for, lets running
     * work finish, and stops; all of it within the grace.
     */
    @Override
    public void close() {
        StopDeadline deadline = StopDeadline.in(timing.shutdownGrace());
        transports.drain();
        front.drain(timing.drain());
        if (keyWatch != null) {
            keyWatch.close();
        }
        transports.shutDown();
        Thread connections = TaskThreads.start("dwp-stop-connections", () -> front.stop(deadline.left()));
        Thread plugins = TaskThreads.start("dwp-stop-plugins", dispatch::stopPlugins);
        Engine engine = dispatch.engine();
        try {
            plugins.join(deadline.left());
            engine.stopWork(deadline);
            connections.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.closeStore(deadline);
    }

    /** Builds a server: on loopback, without any key, unless it is told otherwise. */
    public static final class Builder extends EngineBuilder<Builder> {
        private final List<ApiKey> keys = new ArrayList<>();
        private final List<Authenticator> authenticators = new ArrayList<>();
        private @Nullable HttpServer existing;
        private @Nullable Sources keySources;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Listens on a port; 0 picks a free one. */
        public Builder port(int port) {
            return set("server.port", Integer.toString(port));
        }

        /** Listens on an address other than loopback. */
        public Builder host(String host) {
            return set("server.host", host);
        }

        /**
         * Puts the endpoints on a server that is there already, instead of opening a port: its owner starts and stops it.
         * They take the base path and what is under it, {@code /health/live}, {@code /health/ready} and {@code /metrics}, the
         * last three only where the server has nothing at these paths. RPC and SSE work on every server; WebSocket works on
         * those of {@link dev.dwp.http.server.HttpServers}, and is answered with 501 on others, the JDK's own among them.
         */
        public Builder on(HttpServer server) {
            existing = server;
            return this;
        }

        /**
         * Lets a token in. Only its hash is kept.
         *
         * @param subject a name for people and logs
         * @param tenant what it sees and owns; {@link Tenant#NONE} makes it an operator
         * @param scopes as the protocol spells them, such as {@code job:write}, or {@code *} for all
         * @throws IllegalArgumentException naming a scope that does not exist
         */
        public Builder apiKey(String token, String subject, Tenant tenant, String... scopes) {
            Identity identity = new Identity(
                    subject, tenant, Arrays.stream(scopes).map(Scope::named).collect(Collectors.toUnmodifiableSet()));
            keys.add(new ApiKey(TokenHash.of(token), identity));
            return this;
        }

        /** Asks this one, too, who a credential stands for; after the keys, in the order added. */
        public Builder authenticator(Authenticator authenticator) {
            authenticators.add(authenticator);
            return this;
        }

        Front front(ServerSettings settings, ErrorBody errors) {
            HttpServer given = existing;
            return given == null ? Front.open(settings, errors) : Front.over(given);
        }

        /** Has the server follow the keys of a configuration file while it runs. */
        Builder followingKeysOf(Sources sources) {
            keySources = sources;
            return this;
        }

        ApiKeyAuthenticator keys(AuthSettings settings) {
            return new ApiKeyAuthenticator(
                    Stream.concat(settings.keys().stream(), keys.stream()).toList());
        }

        @Nullable
        KeyFileWatch keyWatch(ApiKeyAuthenticator authenticator, AuthSettings settings, Time time) {
            Sources sources = keySources;
            if (sources == null || sources.file() == null) {
                return null;
            }
            List<ApiKey> known = settings.trial() ? List.of() : settings.keys();
            return new KeyFileWatch(sources, known, authenticator, time);
        }

        Authenticator authenticator(ApiKeyAuthenticator apiKeys, Configuration configuration) {
            List<Authenticator> chain = new ArrayList<>();
            chain.add(apiKeys);
            chain.addAll(authenticators);
            chain.addAll(plugins().authenticators());
            if (configuration.auth().open()) {
                chain.add(new NoAuthenticator());
            }
            return new CompositeAuthenticator(chain);
        }

        /**
         * Starts it.
         *
         * @throws IllegalArgumentException with a sentence when something that was set or added is wrong
         * @throws StartFailure with a sentence when something outside is: a port, a file, a database
         */
        public DwpServer start() {
            return start(configuration());
        }

        DwpServer start(Configuration configuration) {
            return new DwpServer(this, configuration);
        }
    }
}
