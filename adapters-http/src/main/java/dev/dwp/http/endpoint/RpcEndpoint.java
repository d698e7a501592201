package dev.dwp.http.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dwp.application.session.RpcExchange;
import dev.dwp.domain.frame.ErrorCode;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.codec.UndecodableFrame;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /dwp/rpc}: one request frame in, one response or error frame out (PROTOCOL §1, §3). Thread-safe. */
final class RpcEndpoint implements HttpHandler {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final RpcExchange rpc;
    private final Codecs codecs;
    private final HttpErrors errors;
    private final Watch watch;
    private final int maxFrameBytes;

    /** Who hears of what is asked and refused. */
    record Watch(RequestLog log, RefusedCredentials refused) {}

    RpcEndpoint(RpcExchange rpc, Codecs codecs, HttpErrors errors, Watch watch, int maxFrameBytes) {
        this.watch = watch;
        this.rpc = rpc;
        this.codecs = codecs;
        this.errors = errors;
        this.maxFrameBytes = maxFrameBytes;
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
        try {
            byte[] body = body(exchange);
            int start = in.format() == Format.JSON && hasByteOrderMark(body) ? BYTE_ORDER_MARK.length : 0;
            Frame frame = in.decode(body, start, body.length - start);
            if (frame instanceof Frame.Request request) {
                watch.log().asksFor(exchange, request.method());
            }
            return rpc.answer(
                    frame,
                    new RpcExchange.Headers(
                            BearerToken.of(exchange),
                            TraceHeader.of(exchange),
                            out.format().wireName(),
                            out));
        } catch (UndecodableFrame e) {
            return rpc.failure(e.id(), e.refusal());
        } catch (Refusal e) {
            return rpc.failure(null, e);
        }
    }

    private byte[] body(HttpExchange exchange) throws IOException {
        String declared = exchange.getRequestHeaders().getFirst("Content-Length");
        if (declared != null && Long.parseLong(declared) > maxFrameBytes) {
            throw tooLarge();
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(maxFrameBytes + 1);
            if (body.length > maxFrameBytes) {
                throw tooLarge();
            }
            return body;
        }
    }

    /** Some programs begin every text with one, although JSON has none (RFC 8259 §8.1 lets a reader ignore it). */
    private static boolean hasByteOrderMark(byte[] body) {
        return Arrays.equals(
                body, 0, Math.min(body.length, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
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

    private Refusal tooLarge() {
        return Refusal.of(ErrorCode.TOO_LARGE, "A frame may have %d bytes at most.".formatted(maxFrameBytes), null);
    }
}
