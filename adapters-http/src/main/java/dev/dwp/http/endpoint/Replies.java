package dev.dwp.http.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;

/** Writes an answer whose body is there as a whole. */
final class Replies {
    private Replies() {}

    /** JSON with a line end, for people who ask from a terminal. */
    static byte[] line(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** Answers and ends the exchange; HEAD gets the head alone. */
    static void whole(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        body(exchange, status, body);
    }

    /** Answers with the fields that are set already and ends the exchange; HEAD gets the head alone. */
    static void body(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Sends a browser elsewhere, for this time: a reference that is relative to what it asked for. */
    static void redirect(HttpExchange exchange, String reference) throws IOException {
        exchange.getResponseHeaders().set("Location", reference);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }
}
