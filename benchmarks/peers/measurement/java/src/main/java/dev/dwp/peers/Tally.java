package dev.dwp.peers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the jobs that were handled, and keeps when each began. Thread-safe. */
final class Tally {
    private static final long PATIENCE_MINUTES = 10;

    private final long[] begun; // nanoseconds by a job's number; each written by its handler, before the latch opens
    private final AtomicInteger left;
    private final CountDownLatch allHandled = new CountDownLatch(1);

    Tally(int jobs) {
        begun = new long[jobs];
        left = new AtomicInteger(jobs);
    }

    void handle(int number) {
        begun[number] = System.nanoTime();
        if (left.decrementAndGet() == 0) {
            allHandled.countDown();
        }
    }

    /** When the handler of a job began, in {@link System#nanoTime()}; only once {@link #await} has returned. */
    long begun(int number) {
        return begun[number];
    }

    void await() throws InterruptedException {
        if (!allHandled.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.get() + " jobs were not handled in time.");
        }
    }

    void checkOnce() {
        if (left.get() < 0) {
            throw new IllegalStateException(-left.get() + " jobs were handled more than once.");
        }
    }
}
