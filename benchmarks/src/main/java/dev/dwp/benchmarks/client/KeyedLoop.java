package dev.dwp.benchmarks.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Keeps so many requests under way on one connection, each with an idempotency key that no other has, as clients make them:
 * the key is written into frames that were encoded once.
 */
public final class KeyedLoop implements Listener {
    /** As long as a client's, with room for a number at its end. */
    public static final String KEY = "bare-00000000-0000-0000-0000-000000000000";

    private static final byte[] KEY_OCTETS = KEY.getBytes(StandardCharsets.US_ASCII);
    private static final int LAST = KEY_OCTETS.length - 1;

    /** Digits that a number may take without reaching a hyphen. */
    private static final int DIGITS = 12;

    private final LoadLoop loop;
    private final byte[][] requests;
    private final int[] keys;
    private final LoadConnection connection;
    private long key;
    private long answers;
    private boolean finishing;
    private int underWay;

    /**
     * Opens the connection.
     *
     * @param firstKey the number of the first key; the others follow
     * @param request the request with that id, which has {@link #KEY} as its key
     */
    public KeyedLoop(LoadLoop loop, int depth, long firstKey, IntFunction<byte[]> request) throws IOException {
        this.loop = loop;
        this.key = firstKey;
        this.requests = new byte[depth][];
        this.keys = new int[depth];
        for (int id = 0; id < depth; id++) {
            requests[id] = request.apply(id);
            keys[id] = new String(requests[id], StandardCharsets.ISO_8859_1).indexOf(KEY);
        }
        this.connection = loop.connect(this);
    }

    /** Begins to send. */
    public void begin() {
        for (int id = 0; id < requests.length; id++) {
            send(id);
        }
    }

    /** Goes on for that long; returns how many were answered meanwhile. */
    public long run(Duration time) throws IOException {
        long before = answers;
        loop.run(time);
        return answers - before;
    }

    /** Sends no more, and waits for the last answers; returns the number of the next key. */
    public long finish(Duration limit) throws IOException {
        finishing = true;
        loop.runUntil(() -> underWay == 0, limit);
        return key;
    }

    private void send(int id) {
        byte[] request = requests[id];
        long number = key++;
        for (int digit = 0; digit < DIGITS; digit++) {
            request[keys[id] + LAST - digit] = (byte) ('0' + number % 10);
            number /= 10;
        }
        underWay++;
        connection.send(request);
    }

    @Override
    public void answered(int id, Received response) {
        answers++;
        underWay--;
        if (!finishing) {
            send(id);
        }
    }
}
