package dev.dwp.http.codec;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a few large values be bound or unbound at a time, since each takes many times its size meanwhile. Who has waited for
 * long goes on all the same, so that handlers that call each other never wait for ever. Thread-safe.
 */
final class LargeValueGate {
    private static final int AT_A_TIME = 2;
    private static final int PATIENCE_SECONDS = 30;

    private final Semaphore free = new Semaphore(AT_A_TIME, true);

    /** The passage of one value, which may turn out to be large. */
    Passage enter() {
        return new Passage();
    }

    /** Used by one thread. */
    final class Passage implements AutoCloseable {
        private boolean taken;
        private boolean large;

        /** The value is large: waits for its turn, once. */
        void large() {
            if (!large) {
                large = true;
                try {
                    taken = free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        boolean isLarge() {
            return large;
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                free.release();
            }
        }
    }
}
