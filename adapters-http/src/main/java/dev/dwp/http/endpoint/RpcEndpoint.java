package dev.dwp.http.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.application.session.RpcExchange;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.codec.UndecodableFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /dwp/rpc}: one request frame in, one response or error frame out (PROTOCOL §1, §3). Thread-safe. */
final class RpcEndpoint implements HttpHandler {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final RpcExchange rpc;
    private final Codecs codecs;
    private final HttpErrors errors;
    private final Watch watch;
    private final Reception reception;

    /** Who hears of what is asked and refused. */
    record Watch(RequestLog log, RefusedCredentials refused) {}

    RpcEndpoint(RpcExchange rpc, Codecs codecs, HttpErrors errors, Watch watch, Reception reception) {
        this.watch = watch;
        this.rpc = rpc;
        this.codecs = codecs;
        this.errors = errors;
        this.reception = reception;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String coding = foreignCoding(headers.get("Content-Encoding"));
        if (coding != null) {
            exchange.getResponseHeaders().set("Accept-Encoding", "identity");
            errors.send(
                    exchange,
                    415,
                    "The Content-Encoding '%s' is not supported; send the frame as it is (identity)."
                            .formatted(Excerpt.of(coding)));
            return;
        }
        FrameCodec in = codecs.of(Format.ofContentType(headers.getFirst("Content-Type")));
        FrameCodec out = codecs.of(Format.accepted(headers.getFirst("Accept"), in.format()));
        Frame answer = answer(exchange, in, out);
        if (answer instanceof Frame.Failure failure) {
            watch.refused().note(failure.error(), "RPC", exchange.getRemoteAddress());
        }
        errors.respond(exchange, answer, out);
    }

    private Frame answer(HttpExchange exchange, FrameCodec in, FrameCodec out) throws IOException {
        RpcExchange.Headers headers = new RpcExchange.Headers(
                BearerToken.of(exchange), TraceHeader.of(exchange), out.format().wireName(), out);
        try (RpcBody body = new RpcBody(reception, () -> rpc.knows(headers))) {
            body.read(exchange);
            boolean marked = in.format() == Format.JSON && hasByteOrderMark(body.octets(), body.size());
            int start = marked ? BYTE_ORDER_MARK.length : 0;
            return answer(exchange, in, body, start, headers);
        } catch (UndecodableFrame e) {
            return rpc.failure(e.id(), e.refusal());
        } catch (Refusal e) {
            return rpc.failure(null, e);
        }
    }

    /** Nothing large becomes a tree before it is known who sends it. */
    private Frame answer(HttpExchange exchange, FrameCodec in, RpcBody body, int start, RpcExchange.Headers headers)
            throws UndecodableFrame {
        int length = body.size() - start;
        if (length > Reception.SMALL) {
            Frame head = reception.decodeHead(in, body.octets(), start, length);
            note(exchange, head);
            Optional<Frame> answer = rpc.answerHead(head, headers, length <= Reception.OCTETS_BEFORE_AUTH);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        try (Reception.Received received = reception.decode(in, body.octets(), start, length)) {
            note(exchange, received.frame());
            return rpc.answer(received.frame(), headers);
        }
    }

    private void note(HttpExchange exchange, Frame frame) {
        if (frame instanceof Frame.Request request) {
            watch.log().asksFor(exchange, request.method());
        }
    }

    /** Some programs begin every text with one, although JSON has none (RFC 8259 §8.1 lets a reader ignore it). */
    private static boolean hasByteOrderMark(byte[] body, int size) {
        return Arrays.equals(
                body, 0, Math.min(size, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** The first coding other than {@code identity} (RFC 9110 §8.4); {@code null} when there is none. */
    private static @Nullable String foreignCoding(@Nullable List<String> fields) {
        if (fields == null) {
            return null;
        }
        return fields.stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"))
                .findFirst()
                .orElse(null);
    }
}
