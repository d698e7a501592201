package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.application.session.Sessions;
import dev.dwp.http.server.UpgradableExchange;
import dev.dwp.http.websocket.BufferPool;
import dev.dwp.http.websocket.ConnectionLimits;
import dev.dwp.http.websocket.Handshake;
import dev.dwp.http.websocket.PerMessageDeflate;
import dev.dwp.http.websocket.Transport;
import dev.dwp.http.websocket.WebSocketConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /dwp} with an upgrade: frames both ways (PROTOCOL §1). Needs a server whose exchanges can leave HTTP, as
 * JDK-8368695 proposes; the JDK's own cannot yet, and answers 501. Thread-safe.
 */
final class WebSocketEndpoint implements HttpHandler {
    private static final String STOCK_SERVER = "sun.net.httpserver";
    private static final int POOLED_BUFFERS = 256;

    private final Sessions sessions;
    private final PeerParts parts;
    private final HttpErrors errors;
    private final ConnectionLimits limits;
    private final @Nullable PerMessageDeflate deflate;
    private final BufferPool buffers = new BufferPool(POOLED_BUFFERS);

    WebSocketEndpoint(
            Sessions sessions, PeerParts parts, HttpErrors errors, ConnectionLimits limits, boolean compress) {
        this.sessions = sessions;
        this.parts = parts;
        this.errors = errors;
        this.limits = limits;
        this.deflate = compress ? new PerMessageDeflate() : null;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Handshake handshake = Handshake.of(
                exchange.getRequestMethod(), exchange.getProtocol(), exchange.getRequestHeaders(), deflate != null);
        switch (handshake) {
            case Handshake.Refused refused -> {
                refused.headers().forEach(exchange.getResponseHeaders()::set);
                errors.send(exchange, refused.status(), refused.reason());
            }
            case Handshake.Accepted accepted
            when canUpgrade(exchange) -> {
                accepted.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(101, 0);
                upgraded(exchange, accepted.deflate() ? deflate : null);
            }
            case Handshake.Accepted accepted ->
                errors.send(
                        exchange,
                        501,
                        "The JDK's own HTTP server cannot switch protocols (JDK-8368695); use DwpHttpServerProvider, or SSE and RPC.");
        }
    }

    private static boolean canUpgrade(HttpExchange exchange) {
        return exchange instanceof UpgradableExchange
                || !exchange.getClass().getPackageName().startsWith(STOCK_SERVER);
    }

    /** On this project's server the exchange is let go of first; on another, its handler's thread goes on. */
    private void upgraded(HttpExchange exchange, @Nullable PerMessageDeflate negotiated) throws IOException {
        if (exchange instanceof UpgradableExchange upgradable) {
            upgradable.onUpgraded(raw -> talk(new RawTransport(raw), negotiated));
        } else {
            talk(Transport.of(exchange.getRequestBody(), exchange.getResponseBody(), exchange::close), negotiated);
        }
    }

    private void talk(Transport transport, @Nullable PerMessageDeflate negotiated) throws IOException {
        WebSocketConnection connection = new WebSocketConnection(transport, limits, buffers, negotiated);
        WebSocketPeer peer = new WebSocketPeer(connection, parts);
        peer.attach(sessions.begin(peer));
        connection.run(peer);
    }
}
