package dev.dwp.http.server;

import com.sun.net.httpserver.HttpExchange;
import dev.dwp.http.server.io.SocketInput;
import dev.dwp.http.server.syntax.DecodedPath;
import dev.dwp.http.server.syntax.HeadScanner;
import dev.dwp.http.server.syntax.HttpFailure;
import dev.dwp.http.server.syntax.RequestHead;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
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
    private static final Duration LINGER_STOPPING = Duration.ofMillis(250);
    private static final long LINGER_OCTETS = 64L << 20;

    private final Wire wire;
    private final SocketInput input;
    private final ServerParts parts;
    private final HeadScanner scanner;
    private boolean first = true;
    private long began;

    HttpLoop(Wire wire, ServerParts parts) {
        this.wire = wire;
        this.input = wire.input();
        this.parts = parts;
        this.scanner = new HeadScanner(parts.options().limits().head());
    }

    /** Returns when the connection is to be closed, or has left HTTP. */
    @Nullable
    Upgrade run() throws IOException {
        began = System.nanoTime();
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
        input.deadline(headLeft(), wire.connection()::stopping);
        first = false;
        return true;
    }

    /** A connection's first head has to be there in time after its start, whenever its first octet came. */
    private Duration headLeft() {
        Duration whole = parts.deadlines().head();
        return first ? whole.minusNanos(System.nanoTime() - began) : whole;
    }

    private boolean received() throws IOException {
        if (!wire.connection().awaiting()) {
            return false;
        }
        if (!first && wire.session() == null) {
            return receivedWhileIdle() && wire.connection().busy();
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

    /** The watchdog ends what idles for too long: a read with a timeout would take a timer for each request. */
    private boolean receivedWhileIdle() throws IOException {
        Connection connection = wire.connection();
        input.noDeadline();
        connection.idle(parts.deadlines().idle());
        try {
            return input.fill();
        } finally {
            connection.idleNoMore();
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
            } catch (SocketInput.Abandoned e) {
                throw HttpFailure.stopping();
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
            String path = DecodedPath.of(exchange.getRequestURI());
            requireOwnScheme(exchange.getRequestURI());
            Context context = parts.contexts().find(path);
            if (context == null && path.equals("*")) {
                exchange.tellOptions();
            } else if (context == null) {
                exchange.fail(404, "There is nothing at this path.", null);
            } else {
                exchange.context(context);
                context.serve(face(exchange));
            }
        } catch (HttpFailure f) {
            exchange.fail(f.status(), message(f), null);
        } catch (IOException | RuntimeException | Error e) {
            failed(exchange, e);
        }
        exchange.awaitEnd();
        if (exchange.upgrade() == null) {
            wire.connection().ending(null);
        }
    }

    /** An absolute target names the scheme that its sender believes to speak (RFC 9110 §7.4). */
    private void requireOwnScheme(URI target) throws HttpFailure {
        String scheme = target.getScheme();
        if (scheme != null && !scheme.equalsIgnoreCase(wire.session() == null ? "http" : "https")) {
            throw HttpFailure.misdirected(scheme);
        }
    }

    private void failed(Exchange exchange, Throwable failure) {
        String incident = null;
        if (exchange.peerGone()) {
            LOG.debug("A peer went away before it was answered: {}", failure.getMessage());
        } else {
            incident = parts.options().errorBody().incident();
            String request = exchange.getRequestMethod() + " " + exchange.path();
            LOG.error("Answering {} failed{}.", request, incident == null ? "" : " (" + incident + ")", failure);
        }
        exchange.fail(500, "The server failed to answer this request; its log says why.", incident);
    }

    private HttpExchange face(Exchange exchange) {
        SSLSession session = wire.session();
        return session == null ? exchange : new TlsExchange(exchange, session);
    }

    /**
     * Says that no more will be sent, and reads what the peer still sends: closing with unread octets resets the connection,
     * and a peer that is about to send a whole body before it reads never sees why it was refused (RFC 9112 §9.6). It ends
     * with the peer's own end, its silence, or what no honest request takes, and in a moment where the server stops.
     */
    private void linger() throws IOException {
        Connection connection = wire.connection();
        connection.guard().arm(parts.deadlines().write());
        wire.socket().shutdownOutput();
        connection.guard().disarm();
        Duration unheard = connection.awaiting() ? LINGER_UNHEARD : LINGER_STOPPING;
        Duration most = connection.stopping() ? LINGER_STOPPING : LINGER;
        long start = System.nanoTime();
        byte[] sink = parts.pool().take();
        try {
            int count = 0;
            for (long octets = 0; count >= 0 && octets < LINGER_OCTETS; octets += count) {
                Duration left = most.minusNanos(System.nanoTime() - start);
                input.deadline(left.compareTo(unheard) < 0 ? left : unheard);
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
