package dev.dwp.http.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.dwp.http.server.syntax.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. It belongs to the handler, whichever threads that uses in turn, until the response is
 * complete or the exchange is closed; that the connection's thread learns by {@link #ended}.
 */
final class Exchange extends HttpExchange
        implements UpgradableExchange, AuthenticationFilter.Authenticated, Connection.Ending {
    private final Wire wire;
    private final RequestHead head;
    private final ServerParts parts;
    private final RequestBody body;
    private final Response response;
    private final Headers responseHeaders = new Headers();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Headers requestHeaders;
    private @Nullable Map<String, Object> attributes;
    private @Nullable InputStream givenInput;
    private @Nullable OutputStream givenOutput;
    private @Nullable HttpContext context;
    private @Nullable HttpPrincipal principal;
    private @Nullable RawSocket raw;
    private @Nullable UpgradeHandler continuation;
    private boolean closed;

    Exchange(Wire wire, RequestHead head, ServerParts parts) {
        this.wire = wire;
        this.head = head;
        this.parts = parts;
        this.body = new RequestBody(wire, head, parts.deadlines().body());
        this.response = new Response(wire, head, parts, ended::countDown);
    }

    // What the connection's thread asks.

    void context(HttpContext value) {
        context = value;
    }

    /** Answers by the server itself; when a response has begun, cuts it off. */
    void fail(int status, String message, @Nullable String incident) {
        if (raw != null) {
            raw.abort();
            continuation = null;
            return;
        }
        if (response.status() >= 0) {
            response.cut();
            return;
        }
        ErrorBody.Content content = parts.options().errorBody().render(status, message, incident);
        responseHeaders.clear();
        responseHeaders.set("Content-Type", content.contentType());
        try {
            int length = content.octets().length;
            response.begin(status, length == 0 ? -1 : length, responseHeaders, body);
            response.write(content.octets());
        } catch (IOException e) {
            response.cut();
        }
    }

    /** Answers {@code OPTIONS *}: what the server as a whole takes (RFC 9110 §9.3.7). */
    void tellOptions() throws IOException {
        responseHeaders.set("Allow", "GET, HEAD, OPTIONS, POST");
        response.begin(204, -1, responseHeaders, body);
    }

    /** Waits until the response is complete, which it most often is when the handler returns. */
    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            response.cut();
        }
    }

    @Nullable
    Upgrade upgrade() {
        return raw == null ? null : new Upgrade(raw, continuation);
    }

    /** Reads what is left of the request; returns whether another one may follow. */
    boolean finish() {
        return response.reusable() && body.drain(parts.options().limits().maxDrain());
    }

    boolean peerGone() {
        return response.peerGone() || body.failed();
    }

    String path() {
        return head.target().getRawPath();
    }

    // What the server's stop and the watchdog say.

    @Override
    public void serverStops() {
        // The exchange may take the server's grace period; its response will say that the connection ends.
    }

    @Override
    public void cut() {
        ended.countDown();
    }

    // What handlers use.

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        if (status == 101) {
            body.requireEnd();
            response.switchProtocols(responseHeaders);
            raw = new RawSocket(wire, parts.options().yieldBeforeRead());
            ended.countDown();
        } else {
            response.begin(status, length, responseHeaders, body);
        }
    }

    @Override
    public InputStream getRequestBody() {
        RawSocket upgraded = raw;
        if (upgraded != null) {
            return upgraded.input();
        }
        InputStream given = givenInput;
        return given == null ? body : given;
    }

    @Override
    public OutputStream getResponseBody() {
        RawSocket upgraded = raw;
        if (upgraded != null) {
            return upgraded.output();
        }
        OutputStream given = givenOutput;
        return given == null ? response : given;
    }

    @Override
    public void setStreams(@Nullable InputStream input, @Nullable OutputStream output) {
        givenInput = input == null ? givenInput : input;
        givenOutput = output == null ? givenOutput : output;
    }

    /** After a 101, closes the connection unless it is left to what {@link #onUpgraded} registered. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        RawSocket upgraded = raw;
        if (upgraded != null && continuation == null) {
            upgraded.close();
        } else if (upgraded == null) {
            closeStreams();
        }
    }

    private void closeStreams() {
        try {
            getRequestBody().close();
            getResponseBody().close();
        } catch (IOException e) {
            response.cut();
        }
    }

    @Override
    public RawConnection rawConnection() {
        RawSocket upgraded = raw;
        if (upgraded == null) {
            throw new IllegalStateException(
                    "The connection still speaks HTTP; call sendResponseHeaders(101, 0) first.");
        }
        return upgraded;
    }

    @Override
    public void onUpgraded(UpgradeHandler handler) {
        continuation = Objects.requireNonNull(handler, "handler");
    }

    @Override
    public Headers getRequestHeaders() {
        Headers headers = requestHeaders;
        if (headers == null) {
            headers = new RequestHeaders(head.fields());
            requestHeaders = headers;
        }
        return headers;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    @Override
    public URI getRequestURI() {
        return head.target();
    }

    @Override
    public String getRequestMethod() {
        return head.method();
    }

    @Override
    public @Nullable HttpContext getHttpContext() {
        return context;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return wire.remoteAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return wire.localAddress();
    }

    @Override
    public int getResponseCode() {
        return response.status();
    }

    @Override
    public String getProtocol() {
        return head.version().text();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        Map<String, Object> map = attributes;
        return map == null ? null : map.get(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        Map<String, Object> map = attributes;
        if (map == null) {
            map = new ConcurrentHashMap<>();
            attributes = map;
        }
        if (value == null) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return principal;
    }

    @Override
    public void principal(HttpPrincipal value) {
        principal = value;
    }
}
