package dev.dwp.http.websocket;

import java.util.concurrent.locks.LockSupport;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses one message, piece by piece as it arrives, into a bounded buffer (RFC 7692 §7.2.2). Stops at the buffer's
 * limit, whatever is left of the input: a decompression bomb costs no more than a message of that size. Not thread-safe.
 */
final class Inflation {
    /** The end of the empty block that the sender flushed with and took off. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    /** So much is decompressed before others may run: {@value}. */
    private static final int STRETCH = 65_536;

    private final PerMessageDeflate deflate;
    private final Inflater inflater;

    Inflation(PerMessageDeflate deflate) {
        this.deflate = deflate;
        this.inflater = deflate.takeInflater();
    }

    void add(byte[] compressed, int from, int length, PayloadBuffer target) {
        inflater.setInput(compressed, from, length);
        try {
            while (step(compressed, from + length, target)) {
                // Each step expands what fits into the room there is.
            }
        } catch (DataFormatException e) {
            throw WebSocketFailure.invalidDeflate();
        }
    }

    /** Virtual threads are not time-sliced: without yielding, many who send what expands a thousandfold hold up all others. */
    private boolean step(byte[] compressed, int end, PayloadBuffer target) throws DataFormatException {
        int room = Math.min(STRETCH, target.room());
        int written = inflater.inflate(target.octets(), target.size(), room);
        target.advance(written);
        if (inflater.needsDictionary()) {
            throw WebSocketFailure.invalidDeflate();
        }
        if (inflater.finished()) {
            return restart(compressed, end);
        }
        if (written == STRETCH) {
            LockSupport.parkNanos(1);
        }
        return written > 0 || !inflater.needsInput();
    }

    /** A block marked as the last one does not end the message (RFC 7692 §7.2.3.4): more may follow it. */
    private boolean restart(byte[] compressed, int end) {
        int left = inflater.getRemaining();
        inflater.reset();
        inflater.setInput(compressed, end - left, left);
        return left > 0;
    }

    void finish(PayloadBuffer target) {
        add(TAIL, 0, TAIL.length, target);
    }

    /** Gives the native memory back; nothing may be called after it. */
    void end() {
        deflate.release(inflater);
    }
}
