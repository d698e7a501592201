package dev.dwp.conform.dialogue;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one message consists of, to be sent or to be matched. */
public sealed interface Content {

    /** The octets that hexadecimal digits stand for. */
    static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** A frame. {@code encoding} is {@code json} or {@code msgpack}, or null for the format of the connection. */
    record Frame(Term term, @Nullable String encoding) implements Content {}

    /** A WebSocket text message, or the body of a POST, as it is. */
    record RawText(Term text) implements Content {}

    /** A WebSocket message of these octets, which need not be UTF-8 where it is text. */
    record RawMessage(boolean text, String hex) implements Content {}

    /** Octets on the connection as they are, below WebSocket. */
    record Octets(String hex) implements Content {}

    /** A ping or pong of WebSocket itself. */
    record Control(boolean ping, String payload) implements Content {}

    /** A close frame. */
    record Close(Term code) implements Content {}

    /** The end of the connection, with a close frame or without. */
    record End() implements Content {}

    /** Nothing has come. */
    record Nothing() implements Content {}

    /** A client's request for server-sent events: its channel, after and token. */
    record Stream(Term term) implements Content {}

    /** An HTTP request. */
    record Request(
            String method,
            Term target,
            Map<String, Term> headers,
            @Nullable Term body,
            @Nullable String hex) implements Content {}

    /** The head of an HTTP answer, and its frame where that is asked for. */
    record Status(
            int status, Map<String, Term> headers, @Nullable Term body) implements Content {}
}
