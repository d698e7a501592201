package dev.dwp.http.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

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

    /**
     * The body for one answer, with the incident that it belongs to.
     *
     * @param incident of {@link #incident}, where the log tells more under it
     */
    default Content render(int status, String message, @Nullable String incident) {
        return render(status, incident == null ? message : message + " (" + incident + ")");
    }

    /** A fresh name under which the log says why a handler failed; {@code null} for none. */
    default @Nullable String incident() {
        return null;
    }

    /** The sentence as plain text. */
    static ErrorBody plainText() {
        return (status, message) ->
                new Content("text/plain; charset=utf-8", (message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
