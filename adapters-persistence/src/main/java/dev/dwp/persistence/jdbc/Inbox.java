package dev.dwp.persistence.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What waits for a thread of the store. Bounded: where it is full, whoever brings more waits too. Thread-safe. */
final class Inbox<T> {
    private final BlockingQueue<T> waiting;

    /** Released by whoever closes: nothing more is taken in. */
    private final CountDownLatch closing = new CountDownLatch(1);

    Inbox(int capacity) {
        waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** Brings something, and waits for room also where the caller is interrupted: it is about to wait anyway. */
    void put(T item) {
        boolean interrupted = false;
        try {
            while (true) {
                Closed.check(closed());
                try {
                    waiting.put(item);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Brings something that nobody waits for; whether there was room. */
    boolean offer(T item) {
        return !closed() && waiting.offer(item);
    }

    /** The next, once there is one; at once {@code null} where it is closed and empty. */
    @Nullable
    T take() throws InterruptedException {
        return closed() ? waiting.poll() : waiting.take();
    }

    /** At most so many of those that wait. */
    List<T> drain(int most) {
        List<T> drained = new ArrayList<>();
        waiting.drainTo(drained, most);
        return drained;
    }

    /** Adds at most so many of those that wait to a list, which holds all that was taken even where this fails. */
    void drainTo(List<T> into, int most) {
        waiting.drainTo(into, most);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean closed() {
        return closing.getCount() == 0;
    }

    /** Waits so long, or until it is closed, and tells which. */
    boolean awaitClosed(long millis) throws InterruptedException {
        return closing.await(millis, TimeUnit.MILLISECONDS);
    }

    void close() {
        closing.countDown();
    }
}
