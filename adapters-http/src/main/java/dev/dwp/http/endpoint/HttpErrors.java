package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import dev.dwp.application.frame.FailureMap;
import dev.dwp.application.frame.ServerFrames;
import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Frame;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.websocket.UnreadBudget;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers HTTP requests that fail with an error frame whose code is the status (PROTOCOL §1, §8). Thread-safe. */
final class HttpErrors {
    private static final long MS_PER_SECOND = 1000;

    /** Octets of an answer that are not worth counting: a socket takes them, whether or not the peer reads. */
    private static final int UNCOUNTED = 16 * 1024;

    private final ServerFrames frames;
    private final FailureMap failures;
    private final FrameCodec json;
    private final UnreadBudget unread;
    private final LargeFrames large;

    /**
     * Answers in JSON.
     *
     * @param large encodes large answers
     */
    HttpErrors(ServerFrames frames, FailureMap failures, FrameCodec json, UnreadBudget unread, LargeFrames large) {
        this.unread = unread;
        this.large = large;
        this.frames = frames;
        this.failures = failures;
        this.json = json;
    }

    /** Answers with a status of HTTP's own. */
    void send(HttpExchange exchange, int status, String message) throws IOException {
        send(exchange, new ErrorBody(status, message, null));
    }

    /** Answers with what a failure is mapped to. */
    void send(HttpExchange exchange, Throwable failure) throws IOException {
        send(exchange, failures.tell(failure));
    }

    private void send(HttpExchange exchange, ErrorBody error) throws IOException {
        respond(exchange, frames.failure(null, error), json);
    }

    /** Writes a frame as the whole answer; the status is the error's code, or 200. */
    void respond(HttpExchange exchange, Frame frame, FrameCodec codec) throws IOException {
        int status = 200;
        if (frame instanceof Frame.Failure failure) {
            status = failure.error().code();
            describe(exchange, status, failure.error().details());
        }
        byte[] answer = large.encode(frame, () -> encode(frame, codec));
        if (answer.length <= UNCOUNTED) {
            Replies.whole(exchange, status, codec.format().contentType(), answer);
            return;
        }
        // on this project's server the exchange's thread is the connection's own: to interrupt it cuts the connection
        try (UnreadBudget.Account account = unread.open(Thread.currentThread()::interrupt)) {
            account.add(answer.length);
            account.settle();
            Replies.whole(exchange, status, codec.format().contentType(), answer);
        }
    }

    private static byte[] encode(Frame frame, FrameCodec codec) {
        byte[] body = codec.encode(frame);
        return codec.format() == Format.JSON ? Replies.line(body) : body;
    }

    /** What HTTP wants to have beside some statuses (RFC 9110 §11.6.1, §10.2.1, §10.2.3). */
    private static void describe(HttpExchange exchange, int status, @Nullable String details) {
        var headers = exchange.getResponseHeaders();
        switch (status) {
            case 401 -> headers.set("WWW-Authenticate", "Bearer");
            case 405 -> {
                if (headers.getFirst("Allow") == null) {
                    headers.set("Allow", exchange.getRequestMethod());
                }
            }
            case 429, 503 -> headers.set("Retry-After", Long.toString(retryAfterSeconds(details)));
            default -> {}
        }
    }

    private static long retryAfterSeconds(@Nullable String details) {
        boolean millis = details != null && details.matches("[0-9]{1,15}");
        return millis ? Math.ceilDiv(Long.parseLong(details), MS_PER_SECOND) : 1;
    }
}
