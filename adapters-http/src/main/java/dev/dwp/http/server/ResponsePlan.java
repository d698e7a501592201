package dev.dwp.http.server;

import com.sun.net.httpserver.Headers;
import dev.dwp.http.server.io.OutputBuffer;
import dev.dwp.http.server.syntax.HttpVersion;
import dev.dwp.http.server.syntax.RequestHead;
import dev.dwp.http.server.syntax.TokenList;
import java.util.List;

/**
 * How a response is framed and whether the connection outlives it (RFC 9112 §6.3, §9.3). The server alone writes
 * {@code Content-Length} and {@code Transfer-Encoding}; a handler's own {@code Content-Length} counts for HEAD and 304.
 *
 * @param length octets announced in Content-Length; negative when it has none
 */
record ResponsePlan(Body body, long length, boolean close, boolean sayKeepAlive, boolean handlersLength) {
    /** How the body ends. */
    enum Body {
        FIXED,
        CHUNKED,
        UNTIL_CLOSE,
        DISCARDED
    }

    static ResponsePlan of(RequestHead request, int status, long length, boolean mustClose, Headers headers) {
        check(status, length);
        boolean http10 = request.version() == HttpVersion.HTTP_1_0;
        boolean head = request.method().equals("HEAD");
        boolean bodiless = status == 204 || status == 304;
        Body body =
                head ? Body.DISCARDED : bodiless || length != 0 ? Body.FIXED : http10 ? Body.UNTIL_CLOSE : Body.CHUNKED;
        boolean close = mustClose || !request.keepAlive() || body == Body.UNTIL_CLOSE || saysClose(headers);
        boolean handlersLength = status == 304 || (head && length <= 0 && status != 204);
        long announced = bodiless || handlersLength || length == 0 ? -1 : Math.max(0, length);
        return new ResponsePlan(body, announced, close, http10 && !close, handlersLength);
    }

    /** A 101: neither body nor length, and the handler's own Connection field. */
    static ResponsePlan switching() {
        return new ResponsePlan(Body.DISCARDED, -1, false, false, false);
    }

    BodyEncoder encoder(OutputBuffer out) {
        return switch (body) {
            case FIXED -> new BodyEncoder.Fixed(out, Math.max(0, length));
            case CHUNKED -> new BodyEncoder.Chunked(out);
            case UNTIL_CLOSE -> new BodyEncoder.UntilClose(out);
            case DISCARDED -> new BodyEncoder.Discarded();
        };
    }

    private static void check(int status, long length) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException(
                    "The status " + status + " is not that of a final response, 200 to 999.");
        }
        if (length < -1) {
            throw new IllegalArgumentException("The length " + length + " is neither -1, 0 nor a number of octets.");
        }
    }

    static boolean saysClose(Headers headers) {
        List<String> values = headers.get("Connection");
        return values != null && values.stream().anyMatch(value -> TokenList.contains(value, "close"));
    }
}
