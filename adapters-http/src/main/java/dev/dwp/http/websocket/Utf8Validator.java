package dev.dwp.http.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks octets for strict UTF-8 (RFC 3629) as they come, cut anywhere: no overlong forms, no surrogates, nothing past
 * U+10FFFF. After a false it must be thrown away. Not thread-safe.
 */
final class Utf8Validator {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Continuation octets still due, and the range that the next of them must be in. */
    private int due;

    private int least;
    private int most;

    /** Takes the next octets; false as soon as no continuation could make them valid (RFC 6455 §8.1). */
    boolean accept(byte[] octets, int from, int to) {
        int at = from;
        while (at < to) {
            if (due == 0) {
                at = skipAscii(octets, at, to);
                if (at < to && !lead(octets[at++] & 0xFF)) {
                    return false;
                }
            } else if (!continuation(octets[at++] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what was taken so far ends between two characters. */
    boolean isComplete() {
        return due == 0;
    }

    private static int skipAscii(byte[] octets, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES && ((long) EIGHT.get(octets, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && octets[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The table of RFC 3629 §4: only the octet after the lead has a range of its own. */
    private boolean lead(int octet) {
        if (octet < 0xC2 || octet > 0xF4) {
            return false;
        }
        due = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
        least = octet == 0xE0 ? 0xA0 : octet == 0xF0 ? 0x90 : 0x80;
        most = octet == 0xED ? 0x9F : octet == 0xF4 ? 0x8F : 0xBF;
        return true;
    }

    private boolean continuation(int octet) {
        if (octet < least || octet > most) {
            return false;
        }
        due--;
        least = 0x80;
        most = 0xBF;
        return true;
    }
}
