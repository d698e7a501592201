package dev.dwp.http.server;

import java.nio.charset.StandardCharsets;

/**
 * Renders the body of an answer that the server gives by itself, such as 400, 404, 408, 431 or 500. Called by the
 * connections' threads, many at a time; it must not throw.
 */
@FunctionalInterface
public interface ErrorBody {
    /**
     * A body and what it is.
     *
     * @param contentType value of the Content-Type field
     * @param octets the whole body; not changed afterwards
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Content(String contentType, byte[] octets) {}

    /**
     * The body for one answer.
     *
     * @param status 400–599
     * @param message a sentence for the peer
     */
    Content render(int status, String message);

    /** The sentence as plain text. */
    static ErrorBody plainText() {
        return (status, message) ->
                new Content("text/plain; charset=utf-8", (message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
