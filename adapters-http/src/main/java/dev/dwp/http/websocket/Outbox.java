package dev.dwp.http.websocket;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is queued, many frames in one write. Whoever queues the first frame while nobody writes starts a virtual
 * thread that does, until nothing is left; frames queued meanwhile go along. Thread-safe; no lock is held over I/O or a
 * callback.
 *
 * <p>One thread, the connection's reader, is spared that: what it queues waits for its {@link #flush}, so that the answers
 * to all messages of one read leave together.
 */
final class Outbox {
    private final SendQueue queue;
    private final OutputStream output;
    private final BufferPool buffers;
    private final Owner owner;

    /** Written by the reader before it queues anything; a thread compares it with itself only, so that a stale value does. */
    private @Nullable Thread reader;

    /** When the write now under way began, or 0; written by the thread that has the role of writing. */
    private volatile long writingSince;

    /** Whom this outbox belongs to. Called by the thread that writes. */
    interface Owner {
        void onWritable();

        /** A write or a callback failed; nothing more will be written. */
        void onBroken(Exception cause);
    }

    Outbox(SendQueue queue, OutputStream output, BufferPool buffers, Owner owner) {
        this.queue = queue;
        this.output = output;
        this.buffers = buffers;
        this.owner = owner;
    }

    /** Makes the calling thread the one that flushes by itself. */
    void adoptReader() {
        reader = Thread.currentThread();
    }

    /** Queues an event, or returns false: then {@link Owner#onWritable} follows once there is room. */
    boolean offer(QueuedFrame event) {
        boolean queued = queue.offer(event);
        kick();
        return queued;
    }

    SendQueue.Appended append(QueuedFrame response) {
        SendQueue.Appended appended = queue.append(response);
        kick();
        return appended;
    }

    void ping(byte[] payload) {
        queue.ping(payload);
        kick();
    }

    void pong(byte[] payload) {
        queue.pong(payload);
        kick();
    }

    void close(byte[] body) {
        queue.close(body);
        kick();
    }

    void abort(byte[] body) {
        queue.abort(body);
        kick();
    }

    /** Writes what is queued, by the calling thread, unless another is at it. */
    void flush() {
        if (queue.takeRole()) {
            writeAll();
        }
    }

    /** The {@link System#nanoTime()} at which the write now under way began, never 0; or 0 when there is none. */
    long writingSince() {
        return writingSince;
    }

    /** Has somebody write what is queued. */
    void kick() {
        if (Thread.currentThread() != reader && queue.takeRole()) {
            Thread.startVirtualThread(this::writeAll);
        }
    }

    private void writeAll() {
        byte[] buffer = buffers.take();
        try {
            writeAll(buffer);
        } catch (IOException | RuntimeException e) {
            queue.end();
            owner.onBroken(e);
        } finally {
            writingSince = 0;
            buffers.give(buffer);
        }
    }

    private void writeAll(byte[] buffer) throws IOException {
        List<QueuedFrame> batch = new ArrayList<>();
        int filled = 0;
        while (true) {
            QueuedFrame frame = queue.next(filled == 0);
            if (frame == null && filled == 0) {
                return;
            }
            if (filled > 0 && (frame == null || frame.octets() > buffer.length - filled)) {
                write(buffer, 0, filled);
                settle(batch);
                filled = 0;
            }
            if (frame != null) {
                batch.add(frame);
                filled = place(frame, buffer, filled);
                if (filled == 0) {
                    settle(batch);
                }
            }
        }
    }

    /** Puts the frame into the buffer, or writes it at once, from where it is, when it is larger than that; returns the fill. */
    private int place(QueuedFrame frame, byte[] buffer, int filled) throws IOException {
        int end = frame.write(buffer, filled);
        int left = frame.octets() - (end - filled);
        if (left == 0) {
            return end;
        }
        write(buffer, 0, end);
        write(frame.payload(), frame.payload().length - left, left);
        return 0;
    }

    private void write(byte[] octets, int from, int length) throws IOException {
        long now = System.nanoTime();
        writingSince = now == 0 ? 1 : now;
        output.write(octets, from, length);
        writingSince = 0;
    }

    private void settle(List<QueuedFrame> batch) {
        boolean writable = queue.settle(batch);
        batch.forEach(QueuedFrame::written);
        batch.clear();
        if (writable) {
            owner.onWritable();
        }
    }
}
