package dev.dwp.http.endpoint;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.ErrorCode;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused credentials, and logs from where each came, so that somebody who tries tokens is seen. At most
 * {@value #LINES_A_SECOND} lines a second: whoever floods the server does not flood its log. Thread-safe.
 */
final class RefusedCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedCredentials.class);
    private static final int LINES_A_SECOND = 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final LongAdder count = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    /** The second under way, its lines, and what was left out since the last line; guarded by {@link #lock}. */
    private long second;

    private int lines;
    private long leftOut;

    RefusedCredentials(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.second = nanoTime.getAsLong();
    }

    /** How many there were. */
    long count() {
        return count.sum();
    }

    /** Takes note of an answer, if it refuses a credential. */
    void note(ErrorBody error, String transport, InetSocketAddress peer) {
        if (error.code() != ErrorCode.UNAUTHENTICATED.number()) {
            return;
        }
        count.increment();
        long before = admitted();
        if (before >= 0) {
            String more = before == 0 ? "" : " (" + before + " more were not logged)";
            LOG.warn(
                    "Refused a credential over {} from {}: {}{}",
                    transport,
                    RequestLog.text(peer),
                    error.message(),
                    more);
        }
    }

    /** How many lines were left out before this one; −1 when it is to be left out, too. */
    private long admitted() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (now - second >= SECOND) {
                second = now;
                lines = 0;
            }
            if (lines == LINES_A_SECOND) {
                leftOut++;
                return -1;
            }
            lines++;
            long before = leftOut;
            leftOut = 0;
            return before;
        } finally {
            lock.unlock();
        }
    }
}
