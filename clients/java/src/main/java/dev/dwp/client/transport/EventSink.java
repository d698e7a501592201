package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.error.DwpException;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of one stream of events. A transport calls from one thread at a time; only {@link #awaitRoom} may block.
 */
public interface EventSink {
    /** The channel to subscribe to. */
    String channel();

    /** True when a connection may begin to serve this sink. */
    boolean hasRoom();

    /** Waits until there is room or the sink has ended; for transports without credits. */
    void awaitRoom() throws InterruptedException;

    /** A connection begins to serve this sink from here on; what the one before promised is void. */
    Start start();

    /** The server has accepted the subscription; both are {@code null} where the transport does not tell. */
    void begun(@Nullable String cursor, @Nullable JsonNode snapshot);

    /** Takes an event frame; false when no further one is wanted. */
    boolean event(JsonNode frame);

    /** Everything that there is has come; only for transports that begin without a snapshot. */
    void idle();

    /** Events are missing; true when the stream is to go on after them. */
    boolean gap(CursorExpiredException expired);

    /** No further event will come. */
    void end(DwpException why);

    /** True when no further event is wanted. */
    boolean ended();

    /**
     * Where to begin.
     *
     * @param after the cursor of the last event taken, {@code oldest}, or {@code null} for what happens from now on
     * @param credits the room that there is
     * @param epoch names this start in grants
     */
    record Start(@Nullable String after, int credits, int epoch) {}
}
