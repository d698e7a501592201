package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that came over a connection. */
sealed interface Received {

    /** A frame, in which encoding it came, and how many octets it took. */
    record Frame(JsonNode frame, Encoding encoding, int octets) implements Received {
        @Override
        public String toString() {
            return frame.toString();
        }
    }

    /** A message that is no frame. */
    record Unreadable(String problem) implements Received {
        @Override
        public String toString() {
            return "a message that cannot be read: " + problem;
        }
    }

    /** A ping or pong of WebSocket itself. */
    record Control(boolean ping, String text) implements Received {
        @Override
        public String toString() {
            return (ping ? "ws-ping \"" : "ws-pong \"") + text + '"';
        }
    }

    /** The end of the connection: the code of the close frame, or 1006 where none came. */
    record Ended(int code, String reason) implements Received {
        @Override
        public String toString() {
            return code == 1006 ? "the end of the connection, without a close frame" : "close " + code + " " + reason;
        }
    }

    /** An HTTP answer, or the head of one where events follow. */
    record Http(
            int status,
            Map<String, List<String>> headers,
            @Nullable JsonNode frame,
            String body) implements Received {
        @Override
        public String toString() {
            return "HTTP " + status + " " + (frame == null ? body : frame.toString());
        }
    }

    /** An HTTP request of a client, which waits for its answer. */
    record Asked(ClientRequest exchange) implements Received {
        @Override
        public String toString() {
            return exchange.toString();
        }
    }

    /** A server-sent event: {@code retry}, {@code id}, {@code event} and {@code data}, where they are there. */
    record Sse(JsonNode event) implements Received {
        @Override
        public String toString() {
            return event.toString();
        }
    }
}
