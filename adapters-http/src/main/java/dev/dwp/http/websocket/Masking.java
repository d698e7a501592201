package dev.dwp.http.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The XOR that a client puts over every payload (RFC 6455 §5.3), taken off eight octets at a time.
 *
 * <p>A key is an int that holds the four octets in their order, the first in the lowest bits.
 */
final class Masking {
    static final int KEY_OCTETS = 4;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Masking() {}

    static int key(byte[] octets, int at) {
        return (int) FOUR.get(octets, at);
    }

    /** The key for the part of a payload that starts at this position, where its first octet is not the key's first. */
    static int keyAt(int key, long position) {
        return Integer.rotateRight(key, 8 * (int) (position & 3));
    }

    /** Unmasks in place and tells, from the same pass, whether all of it turned out to be ASCII. */
    static boolean unmask(byte[] octets, int from, int length, int key) {
        long wideKey = (key & 0xFFFFFFFFL) | (long) key << 32;
        long seen = 0;
        int at = from;
        int end = from + length;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT.get(octets, at) ^ wideKey;
            EIGHT.set(octets, at, eight);
            seen |= eight;
        }
        for (int rest = key; at < end; at++, rest = Integer.rotateRight(rest, 8)) {
            octets[at] ^= (byte) rest;
            seen |= octets[at];
        }
        return (seen & HIGH_BITS) == 0;
    }
}
