package dev.dwp.http.server.syntax;

import java.net.URI;

/**
 * A request head that has passed every rule.
 *
 * @param line method, target and version
 * @param fields the header fields as they came
 * @param framing how the body ends
 * @param keepAlive whether the client wants the connection to go on
 * @param expectsContinue whether the client waits for {@code 100 Continue} before it sends the body
 */
public record RequestHead(
        RequestLine line, Fields fields, Framing framing, boolean keepAlive, boolean expectsContinue) {
    /** The method, in the case it was sent. */
    public String method() {
        return line.method();
    }

    /** The request target; for {@code OPTIONS *} its path is {@code *}. */
    public URI target() {
        return line.target();
    }

    /** The version the client speaks. */
    public HttpVersion version() {
        return line.version();
    }
}
