package dev.dwp.http.server.syntax;

import java.io.IOException;

/**
 * A request that cannot be served as sent, with the status that tells its sender so.
 *
 * <p>The message is a sentence meant for the peer: it never quotes anything but what the peer itself sent. It has no stack
 * trace, since hostile peers make these by the million.
 */
public final class HttpFailure extends IOException {
    private static final int QUOTED = 64;

    private final int status;

    private HttpFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status code of the answer, 400–599. */
    public int status() {
        return status;
    }

    /** 400: the octets do not follow the grammar, or say two things at once. */
    public static HttpFailure badRequest(String message) {
        return new HttpFailure(400, message);
    }

    /** 408: the peer took too long to send what it had begun. */
    public static HttpFailure timeout(String message) {
        return new HttpFailure(408, message);
    }

    /** 414: the request line is longer than the server reads. */
    public static HttpFailure lineTooLong(int limit) {
        return new HttpFailure(414, "The request line is longer than " + limit + " octets; send a shorter target.");
    }

    /** 417: an expectation other than {@code 100-continue} (RFC 9110 §10.1.1). */
    public static HttpFailure expectation(String value) {
        return new HttpFailure(417, "The expectation " + quoted(value) + " is unknown; only 100-continue can be met.");
    }

    /** 431: the header block is longer, or has more fields, than the server reads (RFC 6585 §5). */
    public static HttpFailure headersTooLarge(String message) {
        return new HttpFailure(431, message);
    }

    /** 501: well formed, but nothing this server does. */
    public static HttpFailure notImplemented(String message) {
        return new HttpFailure(501, message);
    }

    /** 421: the target's scheme is not the connection's (RFC 9110 §7.4). */
    public static HttpFailure misdirected(String scheme) {
        return new HttpFailure(
                421,
                "The target's scheme is " + quoted(scheme) + ", which is not that of this connection; send a path.");
    }

    /** 503: the server stops, and does not wait for the rest of a request. */
    public static HttpFailure stopping() {
        return new HttpFailure(503, "The server is shutting down; send the request again, to another one.");
    }

    /** 505: a major version of HTTP other than 1. */
    public static HttpFailure version(String version) {
        return new HttpFailure(505, "The version " + quoted(version) + " is not served; send HTTP/1.1.");
    }

    static String quoted(String value) {
        return '"' + (value.length() <= QUOTED ? value : value.substring(0, QUOTED) + "…") + '"';
    }

    /** Leaves the stack trace out: the message says all there is. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
