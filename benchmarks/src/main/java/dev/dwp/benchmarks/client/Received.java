package dev.dwp.benchmarks.client;

import java.nio.charset.StandardCharsets;

/**
 * A frame that has come, looked at without decoding it. It is a window on its connection's buffer and holds until the
 * handler returns.
 */
public final class Received {
    private static final byte[] RESPONSE = ascii("\"type\":\"response\"");
    private static final byte[] EVENT = ascii("\"type\":\"event\"");
    private static final byte[] CORREL_ID = ascii("\"correl_id\":\"");

    private final byte[] buffer;
    private int from;
    private int to;

    Received(byte[] buffer) {
        this.buffer = buffer;
    }

    void moveTo(int start, int end) {
        this.from = start;
        this.to = end;
    }

    boolean isResponse() {
        return find(RESPONSE) >= 0;
    }

    boolean isEvent() {
        return find(EVENT) >= 0;
    }

    /** The id of the request that this answers. */
    int correlId() {
        int at = find(CORREL_ID);
        if (at < 0) {
            throw new IllegalStateException("The server sent no answer and no event: " + this);
        }
        int id = 0;
        for (at += CORREL_ID.length; buffer[at] != '"'; at++) {
            id = id * 10 + buffer[at] - '0';
        }
        return id;
    }

    /** Whether that text, in ASCII, is in it. */
    public boolean contains(byte[] text) {
        return find(text) >= 0;
    }

    /** The first member with that name anywhere in it, which must be a string without escapes. */
    public String text(String name) {
        byte[] label = ascii("\"%s\":\"".formatted(name));
        int at = find(label);
        if (at < 0) {
            throw new IllegalStateException("The frame has no text '%s': %s".formatted(name, this));
        }
        int start = at + label.length;
        int end = start;
        while (buffer[end] != '"') {
            end++;
        }
        return new String(buffer, start, end - start, StandardCharsets.US_ASCII);
    }

    private int find(byte[] text) {
        int last = to - text.length;
        for (int at = from; at <= last; at++) {
            if (buffer[at] == text[0] && matches(text, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(byte[] text, int at) {
        for (int i = 1; i < text.length; i++) {
            if (buffer[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a text to look for. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }
}
