package dev.dwp.http.server;

/**
 * What an exchange of this server can do beyond {@link com.sun.net.httpserver.HttpExchange}: leave HTTP (RFC 9110 §7.8).
 *
 * <p>The plain way, as JDK-8368695 proposes it, needs no more than the exchange: set {@code Upgrade} and
 * {@code Connection: Upgrade}, call {@code sendResponseHeaders(101, 0)}, and from then on {@code getRequestBody()} and
 * {@code getResponseBody()} are the connection itself, what the peer sent right behind its request included. HTTP's deadlines
 * are off. The connection outlives the handler and ends when either stream is closed, by any thread.
 *
 * <p>Beyond that, {@link #onUpgraded} lets the handler return first, so that the request and all it held can be freed, and
 * goes on in the connection's own virtual thread:
 *
 * <pre>{@code
 * exchange.getResponseHeaders().set("Upgrade", "websocket");
 * exchange.getResponseHeaders().set("Connection", "Upgrade");
 * exchange.sendResponseHeaders(101, 0);
 * ((UpgradableExchange) exchange).onUpgraded(connection -> talk(connection));
 * }</pre>
 */
public interface UpgradableExchange {
    /**
     * The connection after the 101.
     *
     * @throws IllegalStateException before {@code sendResponseHeaders(101, 0)}
     */
    RawConnection rawConnection();

    /**
     * Registers what runs in the connection's virtual thread once the handler has returned; the connection is closed when it
     * returns or throws. Without a 101 it never runs. A later registration replaces an earlier one.
     */
    void onUpgraded(UpgradeHandler handler);
}
