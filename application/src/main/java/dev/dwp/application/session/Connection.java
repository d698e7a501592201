package dev.dwp.application.session;

import dev.dwp.application.port.out.ValueSize;
import dev.dwp.application.stream.Sink;
import dev.dwp.domain.frame.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link Session} needs of the connection it lives on. Thread-safe; nothing here but {@link #awaitTaken} blocks. */
public interface Connection extends Sink {

    /**
     * From now on, sends in this format.
     *
     * @param name a format's name; {@code null} for the default
     * @return the name of the format chosen
     * @throws dev.dwp.domain.frame.Refusal 400 naming the formats that there are
     */
    String useFormat(@Nullable String name);

    /** Measures in the format in which frames are sent now. */
    ValueSize size();

    /** Sends a frame after those sent before; does nothing once closed. */
    void send(Frame frame);

    /** Notes, for the log, that a request was answered: with that error code, or 200. Does nothing unless it is wanted. */
    default void answered(String method, int code, Duration took) {}

    /** Waits while the peer leaves so much unread that nothing more should be made for it, and the connection is open. */
    void awaitTaken();

    /** Asks for a sign of life below the protocol: a WebSocket ping. */
    void ping();

    /** Whether anything has been received since this was last asked. */
    boolean heard();

    /** How long ago something was last received, by the system's own clock. */
    Duration silence();

    /** Closes after what was sent before; only the first call counts. */
    void close(CloseReason reason, String message);
}
