package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.dwp.application.frame.FrameFit;
import dev.dwp.application.session.EventStreams;
import dev.dwp.application.session.RpcExchange;
import dev.dwp.application.session.SessionServices;
import dev.dwp.application.session.Sessions;
import dev.dwp.application.thread.Computations;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.server.HttpServers;
import dev.dwp.http.websocket.ConnectionLimits;
import dev.dwp.http.websocket.UnreadBudget;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol's endpoints, ready to be put on a server (PROTOCOL §1). RPC and SSE work on any {@link HttpServer}, and
 * WebSocket on those of {@link dev.dwp.http.server.HttpServers}: others cannot let go of a connection, and answer 501.
 * Thread-safe.
 */
public final class DwpRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DwpRoutes.class);

    /** What one WebSocket may leave unread of answers before it is closed: octets, or frames where those are larger. */
    private static final int UNREAD_ON_ONE = 8 << 20;

    private static final int UNREAD_FRAMES = 8;

    private static final String CONSOLE = "/console";

    private final SessionServices services;
    private final RouteSettings settings;
    private final Codecs codecs;
    private final HttpErrors errors;
    private final Sessions sessions;
    private final RequestLog log;
    private final RefusedCredentials refused = new RefusedCredentials(System::nanoTime);
    private final FittedCodec.Limits limits;
    private final SseEndpoint sse;
    private final LargeFrames large = new LargeFrames(Computations.ofMachine());

    /** Endpoints over these services; {@code sessions} are the ones that the WebSocket endpoint begins. */
    public DwpRoutes(
            SessionServices services, Sessions sessions, EventStreams streams, Codecs codecs, RouteSettings settings) {
        this.services = services;
        this.settings = settings;
        this.codecs = codecs;
        this.sessions = sessions;
        FrameCodec json = codecs.of(Format.JSON);
        UnreadBudget unread = new UnreadBudget(settings.maxUnreadBytes());
        this.errors =
                new HttpErrors(services.protocol().frames(), services.protocol().failures(), json, unread, large);
        this.log = new RequestLog(settings.logRequests());
        this.limits = new FittedCodec.Limits(new FrameFit(services.settings().maxFrameBytes()), unread);
        this.sse = new SseEndpoint(
                streams, services.protocol().frames(), new FittedCodec(json, limits.fit()), refused, unread);
    }

    /**
     * Puts the three transports under a base path.
     *
     * @param path such as {@code /dwp}
     * @throws IllegalArgumentException where the server has something at that path, or at one of those under it
     */
    public void mount(HttpServer server, String path) {
        int maxFrameBytes = services.settings().maxFrameBytes();
        RpcEndpoint.Watch watch = new RpcEndpoint.Watch(log, refused);
        Reception reception = new Reception(maxFrameBytes, Runtime.getRuntime().maxMemory(), large);
        HttpHandler webSocket = new WebSocketEndpoint(
                sessions,
                new PeerParts(codecs, services.protocol().frames(), limits, watch, reception, large),
                errors,
                ConnectionLimits.DEFAULT
                        .withMaxMessageBytes(maxFrameBytes)
                        .withMaxResponseBytes(Math.max(UNREAD_ON_ONE, UNREAD_FRAMES * maxFrameBytes)),
                settings.compress());
        route(server, path, Set.of("GET"), webSocket);
        route(server, path + "/sse", Set.of("GET"), sse);
        route(
                server,
                path + "/rpc",
                Set.of("POST"),
                new RpcEndpoint(new RpcExchange(services), codecs, errors, watch, reception));
    }

    /** Puts {@code /health/live} and {@code /health/ready} on a server, unless it has something there. */
    public void mountHealth(HttpServer server, Supplier<@Nullable String> unready) {
        Set<String> verbs = Set.of("GET", "HEAD");
        routeIfFree(server, "/health/live", verbs, new HealthEndpoint("live", () -> null, errors));
        routeIfFree(server, "/health/ready", verbs, new HealthEndpoint("ready", unready, errors));
    }

    /** Puts {@code /metrics} on a server, unless it has something there; each scrape asks the supplier. */
    public void mountMetrics(HttpServer server, String contentType, Supplier<byte[]> scrape) {
        routeIfFree(server, "/metrics", Set.of("GET", "HEAD"), new MetricsEndpoint(contentType, scrape));
    }

    /**
     * Puts a page for people at {@code /}, and answers every path that nothing else is at with 404 and an error frame. With the
     * console, that is at {@code /console/}, and the page sends browsers there.
     */
    public void mountRoot(HttpServer server, String path) {
        Set<String> verbs = Set.of("GET", "HEAD");
        boolean console = settings.console() && !path.equals(CONSOLE);
        if (console) {
            put(
                    server,
                    CONSOLE,
                    new Guard(requested -> true, verbs, settings.origins(), errors, new ConsoleFiles(path, errors)));
        }
        route(server, "/", verbs, new FrontPage(path, console));
    }

    /**
     * The body of an answer that the HTTP server gives by itself: an error frame in JSON.
     *
     * @param incident under which the log says more
     */
    public byte[] errorFrame(int status, String message, @Nullable String incident) {
        ErrorBody error = new ErrorBody(status, message, incident);
        return Replies.line(
                codecs.of(Format.JSON).encode(services.protocol().frames().failure(null, error)));
    }

    /** Counts the credentials that were refused since the start. */
    public long refusedCredentials() {
        return refused.count();
    }

    /** Counts the octets that wait to be written to all peers now. */
    public long unreadOctets() {
        return limits.unread().octets();
    }

    /** Says goodbye to all connections: 1001 on WebSockets, the end of the stream on SSE. */
    public void shutDown() {
        sessions.shutDown();
        sse.shutDown();
    }

    private void routeIfFree(HttpServer server, String path, Set<String> verbs, HttpHandler endpoint) {
        try {
            route(server, path, verbs, endpoint);
        } catch (IllegalArgumentException e) {
            LOG.info("The HTTP server has something of its own at {}, which stays.", path);
        }
    }

    private void route(HttpServer server, String path, Set<String> verbs, HttpHandler endpoint) {
        put(server, path, new Guard(path::equals, verbs, settings.origins(), errors, endpoint));
    }

    /** Servers say that a path is taken in different ways, and in words that do not tell what to do. */
    private void put(HttpServer server, String path, Guard guard) {
        HttpHandler traced = new Traced(guard);
        HttpHandler guarded = log.wanted() ? new Logged(traced, log) : traced;
        try {
            server.createContext(path, HttpServers.isOwn(server) ? guarded : new OwnThread(guarded));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The HTTP server does not take an endpoint at %s (%s): it may have something there already; choose another base path."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }
}
