package dev.dwp.http.server.io;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a busy connection from holding up the others: virtual threads are not time-sliced, and one that always finds
 * something to read would never leave its carrier. A reader that has gone on for a millisecond without waiting for its peer
 * parks for a moment; one that waits anyway costs nothing more. Used by one thread.
 */
public final class FairShare {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A read that took longer has waited for its peer, and the others ran meanwhile. */
    private static final long WAITED_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final boolean wanted;
    private long ranSince = System.nanoTime();
    private long readSince;

    /** The share of one connection; one that is not wanted never parks. */
    public FairShare(boolean wanted) {
        this.wanted = wanted;
    }

    /** To be called before each read. */
    public void beforeRead() {
        if (wanted) {
            readSince = System.nanoTime();
            if (readSince - ranSince > SLICE_NANOS) {
                LockSupport.parkNanos(1);
                readSince = System.nanoTime();
                ranSince = readSince;
            }
        }
    }

    /** To be called after each read. */
    public void afterRead() {
        if (wanted) {
            long now = System.nanoTime();
            if (now - readSince > WAITED_NANOS) {
                ranSince = now;
            }
        }
    }
}
