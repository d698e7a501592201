package dev.dwp.client.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a body of the {@code text/event-stream} format as events and comments. For one thread. */
final class ServerSentEvents {
    private final BufferedReader reader;
    private final Runnable received;
    private final StringBuilder line = new StringBuilder();

    /**
     * An event or a comment.
     *
     * @param data the joined lines of data; {@code null} for a comment, which a server sends when it has nothing else
     */
    record Item(@Nullable String data) {}

    ServerSentEvents(InputStream body, Runnable received) {
        this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.received = received;
    }

    /** Waits for the next one; {@code null} at the end of the body. What an end cuts off is none. */
    @Nullable
    Item next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String text = line(); text != null; text = line()) {
            if (text.isEmpty()) {
                if (any) {
                    return new Item(data.toString());
                }
            } else if (text.startsWith(":")) {
                if (!any) {
                    return new Item(null);
                }
            } else if (text.startsWith("data:")) {
                if (any) {
                    data.append('\n');
                }
                any = true;
                data.append(text, text.startsWith("data: ") ? 6 : 5, text.length());
            }
        }
        return null;
    }

    /** A line that its end has come of; a body that ends within one has lost the rest. */
    private @Nullable String line() throws IOException {
        line.setLength(0);
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                received.run();
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() > Codec.MOST_OCTETS) {
                throw new IOException(
                        "The server sent a line of more than %d characters.".formatted(Codec.MOST_OCTETS));
            }
        }
        return null;
    }
}
