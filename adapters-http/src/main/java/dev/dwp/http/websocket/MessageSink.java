package dev.dwp.http.websocket;

/**
 * What a peer's octets turn out to say. A payload is the slice given, valid during the call only: it may be part of the
 * buffer that the next read goes to.
 */
interface MessageSink {
    /** A whole text message, already checked to be UTF-8. */
    void text(byte[] octets, int from, int length);

    void binary(byte[] octets, int from, int length);

    void ping(byte[] octets, int from, int length);

    void pong(byte[] octets, int from, int length);

    /** The peer's Close frame; nothing follows it. */
    void close(Closure closure);
}
