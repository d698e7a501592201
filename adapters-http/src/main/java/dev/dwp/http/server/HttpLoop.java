package dev.dwp.http.server;

import com.sun.net.httpserver.HttpExchange;
import dev.dwp.http.server.io.SocketInput;
import dev.dwp.http.server.syntax.HeadScanner;
import dev.dwp.http.server.syntax.HttpFailure;
import dev.dwp.http.server.syntax.RequestHead;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one connection, one after the other (RFC 9112 §9.3), until it ends or leaves HTTP. */
final class HttpLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HttpLoop.class);
    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final Duration LINGER_UNHEARD = Duration.ofSeconds(5);
    private static final long LINGER_OCTETS = 64L << 20;

    private final Wire wire;
    private final SocketInput input;
    private final ServerParts parts;
    private final HeadScanner scanner;
    private boolean first = true;

    HttpLoop(Wire wire, ServerParts parts) {
        this.wire = wire;
        this.input = wire.input();
        this.parts = parts;
        this.scanner = new HeadScanner(parts.options().limits().head());
    }

    /** Returns when the connection is to be closed, or has left HTTP. */
    @Nullable
    Upgrade run() throws IOException {
        input.deadline(parts.deadlines().head());
        RequestHead head = next();
        while (head != null) {
            Exchange exchange = new Exchange(wire, head, parts);
            handle(exchange);
            Upgrade upgrade = exchange.upgrade();
            if (upgrade != null) {
                return upgrade;
            }
            if (!exchange.finish()) {
                linger();
                return null;
            }
            head = next();
        }
        input.release();
        return null;
    }

    /** The next request; none when the peer or the server is done, or the peer sent what is no request. */
    private @Nullable RequestHead next() throws IOException {
        try {
            return begun() ? read() : null;
        } catch (HttpFailure f) {
            LOG.debug("Refused a request with {}: {}", f.status(), f.getMessage());
            byte[] answer = ErrorAnswer.closing(parts.options().errorBody(), f.status(), message(f), parts.date());
            wire.output().write(answer, 0, answer.length);
            linger();
            return null;
        }
    }

    /** Waits for the first octet of a request; a peer that sends none is left without a word. */
    private boolean begun() throws IOException {
        if (input.available() == 0 && !received()) {
            return false;
        }
        if (!first) {
            input.deadline(parts.deadlines().head());
        }
        first = false;
        return true;
    }

    private boolean received() throws IOException {
        if (!wire.connection().awaiting()) {
            return false;
        }
        if (!first) {
            input.deadline(parts.deadlines().idle());
        }
        try {
            return input.fill() && wire.connection().busy();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private @Nullable RequestHead read() throws IOException {
        while (!scanner.scan(input.buffer(), input.position(), input.limit())) {
            try {
                if (!input.fill()) {
                    return null;
                }
            } catch (SocketTimeoutException e) {
                throw HttpFailure.timeout("The request head took longer than "
                        + parts.deadlines().head().toMillis() + " ms.");
            }
        }
        RequestHead head = scanner.head(input.buffer(), input.position());
        input.consume(scanner.length());
        scanner.reset();
        return head;
    }

    private void handle(Exchange exchange) throws IOException {
        wire.connection().ending(exchange);
        try {
            String path = exchange.getRequestURI().getPath();
            Context context = parts.contexts().find(path.isEmpty() ? "/" : path);
            if (context == null) {
                exchange.fail(404, "There is nothing at this path.");
            } else {
                exchange.context(context);
                context.serve(face(exchange));
            }
        } catch (HttpFailure f) {
            exchange.fail(f.status(), message(f));
        } catch (IOException | RuntimeException | Error e) {
            failed(exchange, e);
        }
        exchange.awaitEnd();
        if (exchange.upgrade() == null) {
            wire.connection().ending(null);
        }
    }

    private void failed(Exchange exchange, Throwable failure) {
        if (exchange.peerGone()) {
            LOG.debug("A peer went away before it was answered: {}", failure.getMessage());
        } else {
            LOG.error("The handler for {} {} failed.", exchange.getRequestMethod(), exchange.path(), failure);
        }
        exchange.fail(500, "The server failed to answer this request; its log says why.");
    }

    private HttpExchange face(Exchange exchange) {
        SSLSession session = wire.session();
        return session == null ? exchange : new TlsExchange(exchange, session);
    }

    /**
     * Says that no more will be sent, and reads what the peer still sends: closing with unread octets resets the connection,
     * and a peer that is about to send a whole body before it reads never sees why it was refused (RFC 9112 §9.6). It ends
     * with the peer's own end, its silence, or what no honest request takes.
     */
    private void linger() throws IOException {
        Connection connection = wire.connection();
        connection.guard().arm(parts.deadlines().write());
        wire.socket().shutdownOutput();
        connection.guard().disarm();
        connection.awaiting();
        long start = System.nanoTime();
        byte[] sink = parts.pool().take();
        try {
            int count = 0;
            for (long octets = 0; count >= 0 && octets < LINGER_OCTETS; octets += count) {
                Duration left = LINGER.minusNanos(System.nanoTime() - start);
                input.deadline(left.compareTo(LINGER_UNHEARD) < 0 ? left : LINGER_UNHEARD);
                count = input.receive(sink, 0, sink.length);
            }
        } catch (SocketTimeoutException e) {
            LOG.debug("A peer kept a closed connection open.");
        } finally {
            parts.pool().give(sink);
        }
    }

    private static String message(HttpFailure failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
