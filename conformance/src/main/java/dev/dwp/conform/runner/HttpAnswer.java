package dev.dwp.conform.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The runner's HTTP/1.1 answer to one request: whole, or in parts. Thread-safe. */
final class HttpAnswer {
    private static final Clock CLOCK = Clock.systemUTC();

    private enum State {
        OWED,
        STREAMING,
        DONE
    }

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@code lock}, as is what is written. */
    private State state = State.OWED;

    HttpAnswer(OutputStream out) {
        this.out = out;
    }

    boolean isStreaming() {
        lock.lock();
        try {
            return state == State.STREAMING;
        } finally {
            lock.unlock();
        }
    }

    /** Answers with a body. */
    void whole(int status, Map<String, String> headers, String type, byte[] body) throws IOException {
        lock.lock();
        try {
            become(State.OWED, State.DONE, "it was answered already.");
            write(head(status, headers, type) + "Content-Length: " + body.length + "\r\n\r\n", body);
        } finally {
            lock.unlock();
        }
    }

    /** Begins a stream of events, with the time after which a browser reconnects. */
    void beginStream(Map<String, String> headers) throws IOException {
        lock.lock();
        try {
            become(State.OWED, State.STREAMING, "it was answered already.");
            write(
                    head(200, headers, "text/event-stream")
                            + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n",
                    new byte[0]);
            part("retry: 2000\n");
        } finally {
            lock.unlock();
        }
    }

    /** Sends an event of these fields; {@code data} as JSON. */
    void event(ObjectNode fields) throws IOException {
        StringBuilder event = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode value = field.getValue();
            event.append(field.getKey())
                    .append(": ")
                    .append(field.getKey().equals("data") ? value.toString() : value.asText())
                    .append('\n');
        }
        part(event.append('\n').toString());
    }

    /** Sends a piece of the stream as it is. */
    void part(String text) throws IOException {
        lock.lock();
        try {
            if (state != State.STREAMING) {
                throw Failure.of("the stream has not begun, or is over: '200' begins it.");
            }
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes(octets);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            write(Integer.toHexString(octets.length) + "\r\n", chunk.toByteArray());
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream as HTTP does. */
    void endStream() throws IOException {
        lock.lock();
        try {
            become(State.STREAMING, State.DONE, "there is no stream to end.");
            write("0\r\n\r\n", new byte[0]);
        } finally {
            lock.unlock();
        }
    }

    private void become(State from, State to, String otherwise) {
        if (state != from) {
            throw Failure.of(otherwise);
        }
        state = to;
    }

    private static String head(int status, Map<String, String> headers, String type) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + (status < 300 ? "OK" : "Refused") + "\r\n");
        head.append("Date: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        CLOCK.instant().atOffset(ZoneOffset.UTC)))
                .append("\r\nContent-Type: ")
                .append(type)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.toString();
    }

    private void write(String text, byte[] body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        out.write(all.toByteArray());
        out.flush();
    }
}
