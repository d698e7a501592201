package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.dwp.application.session.EventStreams;
import dev.dwp.application.session.RpcExchange;
import dev.dwp.application.session.SessionServices;
import dev.dwp.application.session.Sessions;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.websocket.ConnectionLimits;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The protocol's endpoints, ready to be put on a server (PROTOCOL §1). Works on any {@link HttpServer}: where it cannot
 * switch protocols, WebSocket answers 501 and the others work. Thread-safe.
 */
public final class DwpRoutes {
    private final SessionServices services;
    private final RouteSettings settings;
    private final Codecs codecs;
    private final HttpErrors errors;
    private final Sessions sessions;
    private final SseEndpoint sse;

    /** Endpoints over these services; {@code sessions} are the ones that the WebSocket endpoint begins. */
    public DwpRoutes(
            SessionServices services, Sessions sessions, EventStreams streams, Codecs codecs, RouteSettings settings) {
        this.services = services;
        this.settings = settings;
        this.codecs = codecs;
        this.sessions = sessions;
        FrameCodec json = codecs.of(Format.JSON);
        this.errors =
                new HttpErrors(services.protocol().frames(), services.protocol().failures(), json);
        this.sse = new SseEndpoint(streams, services.protocol().frames(), json);
    }

    /**
     * Puts the three transports under a base path.
     *
     * @param path such as {@code /dwp}
     */
    public void mount(HttpServer server, String path) {
        int maxFrameBytes = services.settings().maxFrameBytes();
        HttpHandler webSocket = new WebSocketEndpoint(
                sessions,
                new PeerParts(codecs, services.protocol().frames()),
                errors,
                ConnectionLimits.DEFAULT.withMaxMessageBytes(maxFrameBytes),
                settings.compress());
        route(server, path, Set.of("GET"), webSocket);
        route(server, path + "/sse", Set.of("GET"), sse);
        route(
                server,
                path + "/rpc",
                Set.of("POST"),
                new RpcEndpoint(new RpcExchange(services), codecs, errors, maxFrameBytes));
    }

    /** Puts {@code /health/live} and {@code /health/ready} on a server. */
    public void mountHealth(HttpServer server, BooleanSupplier ready) {
        Set<String> verbs = Set.of("GET", "HEAD");
        route(server, "/health/live", verbs, new HealthEndpoint("live", () -> true, errors));
        route(server, "/health/ready", verbs, new HealthEndpoint("ready", ready, errors));
    }

    /** Puts {@code /metrics} on a server; each scrape asks the supplier. */
    public void mountMetrics(HttpServer server, String contentType, Supplier<byte[]> scrape) {
        route(server, "/metrics", Set.of("GET", "HEAD"), new MetricsEndpoint(contentType, scrape));
    }

    /** Answers every path that nothing else is at with 404 and an error frame. */
    public void mountNotFound(HttpServer server) {
        server.createContext("/", exchange -> errors.send(exchange, 404, "There is nothing at this path."));
    }

    /** The body of an answer that the HTTP server gives by itself: an error frame in JSON. */
    public byte[] errorFrame(int status, String message) {
        return codecs.of(Format.JSON)
                .encode(services.protocol().frames().failure(null, new ErrorBody(status, message, null)));
    }

    /** Says goodbye to all connections: 1001 on WebSockets, the end of the stream on SSE. */
    public void shutDown() {
        sessions.shutDown();
        sse.shutDown();
    }

    private void route(HttpServer server, String path, Set<String> verbs, HttpHandler endpoint) {
        server.createContext(path, new Traced(new Guard(path, verbs, settings.origins(), errors, endpoint)));
    }
}
