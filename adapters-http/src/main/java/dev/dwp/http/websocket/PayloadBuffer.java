package dev.dwp.http.websocket;

import java.util.Arrays;

/**
 * The octets of one message as they arrive. Grows fourfold with what has come, never by what a peer declared, so that a
 * large message is moved two or three times at most and a boast costs nothing. Not thread-safe.
 */
final class PayloadBuffer {
    private static final int FIRST_OCTETS = 1_024;

    /** Octets that every connection may have without asking. */
    static final int FREE_OCTETS = 16_384;

    private final int limit;
    private final MessageMemory memory;

    /** Octets taken from the memory that connections share. */
    private int taken;

    private byte[] octets = new byte[0];
    private int size;

    /**
     * A buffer that fails when it would have to hold more than {@code limit} octets.
     *
     * @param memory is asked for what goes beyond {@value #FREE_OCTETS} octets
     */
    PayloadBuffer(int limit, MessageMemory memory) {
        this.limit = limit;
        this.memory = memory;
    }

    /**
     * Appends a piece of a message.
     *
     * @param total what the message will come to if that is known, or {@link Integer#MAX_VALUE}
     */
    void append(byte[] source, int from, int length, int total) {
        if (length > limit - size) {
            throw WebSocketFailure.tooBig(limit);
        }
        reserve(length, Math.min(limit, total));
        System.arraycopy(source, from, octets, size, length);
        size += length;
    }

    /**
     * Makes room for at least one more octet at {@link #size()}, of which {@link #advance} then tells how many were
     * written. One more than the limit fits, so that a writer of unknown length can be seen to pass it.
     */
    int room() {
        if (size == octets.length) {
            reserve(1, limit + 1);
        }
        return octets.length - size;
    }

    void advance(int written) {
        size += written;
        if (size > limit) {
            throw WebSocketFailure.tooBig(limit);
        }
    }

    private void reserve(int more, int most) {
        int needed = size + more;
        if (needed > octets.length) {
            long fourfold = Math.max(FIRST_OCTETS, 4L * octets.length);
            int length = (int) Math.max(needed, Math.min(most, fourfold));
            take(length);
            octets = Arrays.copyOf(octets, length);
        }
    }

    private void take(int length) {
        int more = length - Math.max(taken, FREE_OCTETS);
        if (more > 0) {
            if (!memory.take(more)) {
                throw WebSocketFailure.overloaded();
            }
            taken = length;
        }
    }

    /** Gives back what was taken; the octets are no longer valid. */
    void release() {
        if (taken > 0) {
            memory.give(taken - FREE_OCTETS);
            taken = 0;
        }
        octets = new byte[0];
        size = 0;
    }

    /** The array itself, valid up to {@link #size()} and until the next call. */
    byte[] octets() {
        return octets;
    }

    int size() {
        return size;
    }
}
