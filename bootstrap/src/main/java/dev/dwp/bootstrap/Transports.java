package dev.dwp.bootstrap;

import com.sun.net.httpserver.HttpServer;
import dev.dwp.application.auth.Authentication;
import dev.dwp.application.frame.ChannelAccess;
import dev.dwp.application.frame.FailureMap;
import dev.dwp.application.frame.FrameRouter;
import dev.dwp.application.frame.ServerFrames;
import dev.dwp.application.frame.UseCases;
import dev.dwp.application.port.out.Authenticator;
import dev.dwp.application.session.AnswerPermits;
import dev.dwp.application.session.EventStreams;
import dev.dwp.application.session.SessionServices;
import dev.dwp.application.session.SessionSettings;
import dev.dwp.application.session.Sessions;
import dev.dwp.application.session.StatsService;
import dev.dwp.bootstrap.config.Capacity;
import dev.dwp.bootstrap.config.ServerSettings;
import dev.dwp.bootstrap.config.Timing;
import dev.dwp.bootstrap.metrics.PrometheusMetrics;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.endpoint.DwpRoutes;
import dev.dwp.http.endpoint.RouteSettings;
import dev.dwp.http.server.ErrorBody;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The object graph in front of an engine: sessions, routing, and the endpoints to put on an HTTP server. */
final class Transports {
    /** Of the heap, what one large answer may take while it is made, with what it is made of. */
    private static final long HEAP_OF_AN_ANSWER = 32 << 20;

    private static final int FEWEST_ANSWERS = 4;
    private static final int MOST_ANSWERS = 256;

    private final Engine engine;
    private final PrometheusMetrics metrics;
    private final Sessions sessions;
    private final DwpRoutes routes;

    /** Set when the server begins to stop: from then on it is not ready. */
    private volatile boolean stopping;

    Transports(Engine engine, ServerSettings settings, Authenticator authenticator, PrometheusMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
        // stats counts the sessions, which are made of the router, which answers stats
        AtomicReference<Sessions> later = new AtomicReference<>();
        UseCases useCases = new UseCases(
                engine.jobs(),
                engine.workflows(),
                new UseCases.Operations(
                        new StatsService(engine.presence(), engine.store(), engine.broker(), later::get),
                        engine.crons(),
                        engine.deadLetters(),
                        engine.operateQueues(),
                        engine.handlers()),
                engine.ends());
        SessionServices services = new SessionServices(
                new SessionServices.Protocol(
                        new FrameRouter(
                                useCases,
                                engine.binder(),
                                engine.clock(),
                                settings.capacity().maxFrameBytes()),
                        new ServerFrames(engine.clock(), engine.random()),
                        new FailureMap(engine.ids()),
                        engine.ids(),
                        metrics),
                new Authentication(authenticator, engine.clock()),
                engine.broker(),
                new SessionServices.Time(engine.clock(), engine.time().alarms()),
                sessionSettings(settings),
                new AnswerPermits(answersAtATime()),
                engine.quickRequests());
        this.sessions = new Sessions(services);
        later.set(sessions);
        this.routes = new DwpRoutes(
                services,
                sessions,
                new EventStreams(services, new ChannelAccess(useCases), sessions),
                new Codecs(Codecs.MAX_DEPTH),
                new RouteSettings(
                        settings.origins(),
                        settings.compression(),
                        settings.logRequests(),
                        settings.console(),
                        unreadBytes(settings)));
    }

    /** So many that a small heap holds what they are made of. */
    private static int answersAtATime() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_OF_AN_ANSWER, FEWEST_ANSWERS, MOST_ANSWERS);
    }

    /** As configured, and a quarter of the heap at most. */
    private static long unreadBytes(ServerSettings settings) {
        return Math.min(
                settings.capacity().maxUnreadBytes(), Runtime.getRuntime().maxMemory() / 4);
    }

    private static SessionSettings sessionSettings(ServerSettings settings) {
        Capacity capacity = settings.capacity();
        Timing timing = settings.timing();
        return new SessionSettings(
                BuildInfo.load().server(),
                capacity.maxFrameBytes(),
                timing.auth(),
                timing.pingInterval(),
                capacity.maxInFlight(),
                capacity.maxSubscriptions());
    }

    /** Puts the endpoints on a server and counts what they do. */
    void mount(Front front, String path) {
        metrics.watch(sessions, engine.broker());
        engine.watchedBy(metrics);
        metrics.watchRefusals(routes::refusedCredentials);
        metrics.watchUnread(routes::unreadOctets);
        HttpServer server = front.http();
        routes.mount(server, path);
        routes.mountHealth(server, this::unready);
        routes.mountMetrics(server, PrometheusMetrics.CONTENT_TYPE, metrics::scrape);
        if (front.owned()) {
            routes.mountRoot(server, path);
        }
    }

    /** Why the server is not ready; {@code null} when it is. */
    private @Nullable String unready() {
        if (stopping) {
            return "it is stopping";
        }
        if (!engine.store().healthy()) {
            return "its store is away";
        }
        List<String> failing = engine.failingThreads();
        return failing.isEmpty()
                ? null
                : "its thread %s failed and is started anew".formatted(String.join(", ", failing));
    }

    /** How an HTTP server should render what it answers by itself. */
    ErrorBody errorBody() {
        return new ErrorBody() {
            @Override
            public Content render(int status, String message) {
                return render(status, message, null);
            }

            @Override
            public Content render(int status, String message, @Nullable String incident) {
                return new Content("application/json", routes.errorFrame(status, message, incident));
            }

            @Override
            public String incident() {
                return engine.ids().incident();
            }
        };
    }

    /** Is not ready from now on, and serves as before. */
    void drain() {
        stopping = true;
    }

    /** Says goodbye to every connection; new ones are not ready to be served. */
    void shutDown() {
        engine.ends().close();
        drain();
        routes.shutDown();
    }
}
