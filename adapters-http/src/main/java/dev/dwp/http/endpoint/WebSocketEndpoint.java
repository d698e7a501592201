package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.application.session.Sessions;
import dev.dwp.http.server.RawConnection;
import dev.dwp.http.server.UpgradableExchange;
import dev.dwp.http.websocket.BufferPool;
import dev.dwp.http.websocket.ConnectionLimits;
import dev.dwp.http.websocket.Handshake;
import dev.dwp.http.websocket.PerMessageDeflate;
import dev.dwp.http.websocket.WebSocketConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /dwp} with an upgrade: frames both ways (PROTOCOL §1). Needs this project's server, whose exchanges can leave
 * HTTP. On others it answers 501: the JDK's own refuses a 101 (JDK-8368695), and some send one and then frame what follows as
 * a body, or close the connection. Thread-safe.
 */
final class WebSocketEndpoint implements HttpHandler {
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
            when exchange instanceof UpgradableExchange upgradable -> {
                accepted.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(101, 0);
                PerMessageDeflate negotiated = accepted.deflate() ? deflate : null;
                upgradable.onUpgraded(raw -> talk(raw, negotiated));
            }
            case Handshake.Accepted accepted ->
                errors.send(
                        exchange,
                        501,
                        "This HTTP server cannot switch protocols as WebSocket needs it (the JDK's own: JDK-8368695); use dev.dwp.http.server.DwpHttpServerProvider, or SSE and RPC.");
        }
    }

    private void talk(RawConnection raw, @Nullable PerMessageDeflate negotiated) throws IOException {
        WebSocketConnection connection =
                new WebSocketConnection(new RawTransport(raw), limits, buffers, negotiated, parts.unread());
        WebSocketPeer peer = new WebSocketPeer(connection, parts, raw.remoteAddress());
        peer.attach(sessions.begin(peer));
        connection.run(peer);
    }
}
