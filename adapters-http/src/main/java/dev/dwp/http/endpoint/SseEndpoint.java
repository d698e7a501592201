package dev.dwp.http.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.application.frame.ServerFrames;
import dev.dwp.application.session.EventStreams;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.http.websocket.UnreadBudget;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code GET /dwp/sse}: event frames to the client as server-sent events (PROTOCOL §7.5). Thread-safe. */
final class SseEndpoint implements HttpHandler {
    private final EventStreams streams;
    private final ServerFrames frames;
    private final RefusedCredentials refused;
    private final SseRendering rendering;
    private final UnreadBudget unread;
    private final Set<SseSink> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    SseEndpoint(
            EventStreams streams,
            ServerFrames frames,
            FittedCodec json,
            RefusedCredentials refused,
            UnreadBudget unread) {
        this.unread = unread;
        this.refused = refused;
        this.streams = streams;
        this.frames = frames;
        this.rendering = new SseRendering(json);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        SseSink sink = new SseSink(rendering, frames, unread);
        try (EventStreams.Stream stream = begin(exchange, request(exchange), sink)) {
            open.add(sink);
            if (stopping) {
                sink.finish();
            }
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/event-stream; charset=utf-8");
            headers.set("Last-Event-ID", stream.cursor().text());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Accel-Buffering", "no");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                stream.gap().ifPresent(sink::gap);
                stream.open();
                sink.writeTo(out, stream::resume);
            }
        } finally {
            open.remove(sink);
            sink.close();
        }
    }

    /** What is said of a token that is missing is about frames; here there are none. */
    private EventStreams.Stream begin(HttpExchange exchange, EventStreams.Request request, SseSink sink) {
        try {
            return streams.begin(request, sink);
        } catch (Refusal e) {
            boolean missing = request.token() == null && e.body().code() == ErrorCode.UNAUTHENTICATED.number();
            Refusal refusal = missing
                    ? Refusal.unauthenticated(
                            "A token is needed: in an 'Authorization: Bearer' header, or in the query as"
                                    + " 'token', for an EventSource, which sends no headers.")
                    : e;
            refused.note(refusal.body(), "SSE", exchange.getRemoteAddress());
            throw refusal;
        }
    }

    /** Ends all streams, so that their clients reconnect elsewhere with the last id they saw. */
    void shutDown() {
        stopping = true;
        open.forEach(SseSink::finish);
    }

    private static EventStreams.Request request(HttpExchange exchange) {
        Query query = Query.of(exchange.getRequestURI());
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        return new EventStreams.Request(
                firstOf(query.first("token"), BearerToken.of(exchange)),
                query.all("channel"),
                last == null || last.isBlank() ? null : last.strip(),
                query.first("after"),
                query.first("app_id"),
                query.first("org_id"),
                TraceHeader.of(exchange));
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
