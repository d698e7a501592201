package dev.dwp.http.websocket;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A bounded stock of large buffers, shared by all connections: only those that are busy hold one. Thread-safe.
 *
 * <p>What does not fit into the stock is left to the garbage collector, and an empty stock makes new ones.
 */
public final class BufferPool {
    /** Octets in each buffer: one of these reads and writes a burst in one system call. */
    public static final int BUFFER_OCTETS = 16 * 1024;

    private final BlockingQueue<byte[]> idle;

    /** A pool that keeps at most so many buffers while nobody uses them. */
    public BufferPool(int maxIdle) {
        this.idle = new ArrayBlockingQueue<>(maxIdle);
    }

    byte[] take() {
        byte[] buffer = idle.poll();
        return buffer == null ? new byte[BUFFER_OCTETS] : buffer;
    }

    void give(byte[] buffer) {
        idle.offer(buffer);
    }
}
