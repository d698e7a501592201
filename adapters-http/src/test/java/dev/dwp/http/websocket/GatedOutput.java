package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A peer that reads only when it is told to: each write waits for a permit. */
final class GatedOutput extends OutputStream {
    private static final int OPEN = 1_000_000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Semaphore permits = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private volatile int writes;
    private volatile boolean broken;

    static GatedOutput open() {
        GatedOutput output = new GatedOutput();
        output.permit(OPEN);
        return output;
    }

    void permit(int writes) {
        permits.release(writes);
    }

    void permitAll() {
        permit(OPEN);
    }

    void breakDown() {
        broken = true;
        permitAll();
    }

    void awaitBegunWrite() throws InterruptedException {
        assertTrue(begun.tryAcquire(30, TimeUnit.SECONDS), "No write began.");
    }

    int writes() {
        return writes;
    }

    byte[] written() {
        synchronized (written) {
            return written.toByteArray();
        }
    }

    @Override
    public void write(int octet) throws IOException {
        throw new IOException("Octets are written in pieces, not one by one.");
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes at a time
    public void write(byte[] octets, int from, int length) throws IOException {
        begun.release();
        permits.acquireUninterruptibly();
        if (broken) {
            throw new IOException("The peer is gone.");
        }
        synchronized (written) {
            written.write(octets, from, length);
        }
        writes++;
    }
}
