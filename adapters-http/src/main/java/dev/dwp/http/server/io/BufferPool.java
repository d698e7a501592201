package dev.dwp.http.server.io;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Buffers of {@value #SIZE} octets that connections borrow while there is much to read or write.
 *
 * <p>Thread-safe without a lock: each slot changes hands by one atomic exchange, and a thread looks into a few slots only.
 * An empty pool makes a new buffer and a full one lets go of what it is given, so it never holds more than its slots. There
 * is no {@code ThreadLocal}: with a virtual thread per connection that would be a buffer per connection.
 */
public final class BufferPool {
    /** Octets of a buffer. */
    public static final int SIZE = 16 * 1024;

    private static final int PROBES = 8;

    private final AtomicReferenceArray<byte @Nullable []> slots;

    /**
     * A pool, empty at first.
     *
     * @param buffers the most buffers to keep; rounded up to a power of two
     */
    public BufferPool(int buffers) {
        slots = new AtomicReferenceArray<>(Math.max(PROBES, Integer.highestOneBit(Math.max(1, buffers - 1)) << 1));
    }

    /** A buffer whose content is whatever it was. */
    public byte[] take() {
        for (int i = 0; i < PROBES; i++) {
            int slot = slot(i);
            if (slots.getPlain(slot) != null) {
                byte[] buffer = slots.getAndSet(slot, null);
                if (buffer != null) {
                    return buffer;
                }
            }
        }
        return new byte[SIZE];
    }

    /** Hands a buffer back, which the caller must not touch again. */
    public void give(byte[] buffer) {
        for (int i = 0; i < PROBES; i++) {
            if (slots.compareAndSet(slot(i), null, buffer)) {
                return;
            }
        }
    }

    /** Threads begin at different slots, so that two seldom meet at one. */
    private int slot(int probe) {
        return (int) (Thread.currentThread().threadId() * PROBES + probe) & (slots.length() - 1);
    }
}
