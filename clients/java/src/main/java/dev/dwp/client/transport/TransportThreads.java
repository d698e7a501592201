package dev.dwp.client.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a transport and the virtual threads that it ends. Thread-safe. */
final class TransportThreads {
    /** Work that an interrupt ends. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Begins work on a thread of its own. */
    Thread start(String name, Work work) {
        return Thread.ofVirtual().name(name).start(() -> {
            threads.add(Thread.currentThread());
            try {
                if (!closed()) {
                    work.run();
                }
            } catch (InterruptedException e) {
                // The transport or the stream was closed; whoever waited has been told.
                Thread.currentThread().interrupt();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
    }

    /** Waits, at most until the end. */
    void pause(Duration time) throws InterruptedException {
        if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("The client was closed.");
        }
    }

    boolean closed() {
        return closed.getCount() == 0;
    }

    void close() {
        closed.countDown();
        threads.forEach(Thread::interrupt);
    }
}
