package dev.dwp.http.endpoint;

import dev.dwp.http.websocket.MessageMemory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what all connections together hold of one kind. Who waits is served in the order of coming. Thread-safe.
 */
final class MemoryPool implements MessageMemory {
    private final Semaphore free;
    private final int all;
    private final Duration patience;

    /**
     * A pool of so many octets, 2 GiB at most.
     *
     * @param patience how long to wait for others to give back
     */
    MemoryPool(long octets, Duration patience) {
        this.all = Math.clamp(octets, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(all, true);
        this.patience = patience;
    }

    @Override
    public boolean take(int octets) {
        try {
            return free.tryAcquire(octets, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void give(int octets) {
        free.release(octets);
    }

    /**
     * Takes octets, or all there are where that would be more.
     *
     * @return what gives them back; {@code null} when too little was given back in time
     */
    @Nullable
    Hold hold(long octets) {
        int taken = (int) Math.min(all, octets);
        return take(taken) ? new Hold(this, taken) : null;
    }

    /** Octets that were taken, until it is closed. */
    static final class Hold implements AutoCloseable {
        private final MemoryPool pool;
        private final AtomicInteger octets;

        private Hold(MemoryPool pool, int octets) {
            this.pool = pool;
            this.octets = new AtomicInteger(octets);
        }

        /** Gives back what is above so many octets. */
        void shrinkTo(long needed) {
            int before = octets.getAndUpdate(now -> (int) Math.min(now, needed));
            pool.give((int) Math.max(0, before - needed));
        }

        @Override
        public void close() {
            pool.give(octets.getAndSet(0));
        }
    }
}
