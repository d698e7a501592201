package dev.dwp.http.websocket;

/**
 * What an application hears of one connection.
 *
 * <p>All methods but {@link #onWritable} are called by the thread that runs the connection, one after the other; while one
 * of them lasts, nothing more is read. A payload is the slice {@code [offset, offset + length)} and valid during the call
 * only. A method that throws fails the connection with 1011.
 */
public interface WebSocketListener {
    /** A text message: valid UTF-8, not yet decoded. */
    void onText(byte[] buffer, int offset, int length);

    void onBinary(byte[] buffer, int offset, int length);

    /** A pong, asked for or not. */
    void onPong(byte[] buffer, int offset, int length);

    /**
     * The queue has fallen below half of its bound, after it refused an event. Called by the thread that writes, which
     * must not be held up, under no lock, possibly while another method runs.
     */
    void onWritable();

    /**
     * The connection is over. Called exactly once, after everything else that the reading thread calls.
     *
     * @param code what began it: the peer's code (1005 for none), ours, or 1006 when the connection broke
     */
    void onClosed(CloseCode code, String reason);
}
