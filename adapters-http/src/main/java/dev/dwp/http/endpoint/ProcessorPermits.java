package dev.dwp.http.endpoint;

import dev.dwp.domain.frame.Frame;
import dev.dwp.http.codec.RoughSize;
import java.util.concurrent.Semaphore;

/**
 * Lets only a few threads at a time compute for long, so that short work always finds a processor: virtual threads are not
 * time-sliced, and would keep all of them for as long as they compute. Who waits is served in the order of coming. Thread-safe.
 */
final class ProcessorPermits {
    /** Octets of a frame that is encoded without asking. */
    private static final int SMALL = 16_384;

    private final Semaphore free;

    /** Lets so many compute at a time. */
    ProcessorPermits(int most) {
        free = new Semaphore(most, true);
    }

    /** One for each processor of this machine but one, and one where there is no other. */
    static ProcessorPermits ofMachine() {
        return new ProcessorPermits(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    /** What takes long, and waits neither for a peer nor for a store or memory. */
    @FunctionalInterface
    interface Computation<T, X extends Exception> {
        T result() throws X;
    }

    /** Computes under a permit, which is waited for. Lets others run afterwards: a single processor was kept from them. */
    @SuppressWarnings("ThreadPriorityCheck")
    <T, X extends Exception> T compute(Computation<T, X> computation) throws X {
        free.acquireUninterruptibly();
        try {
            return computation.result();
        } finally {
            free.release();
            Thread.yield();
        }
    }

    /** Encodes a frame, under a permit where that takes long. */
    <T> T encode(Frame frame, Computation<T, RuntimeException> encoding) {
        return RoughSize.reaches(frame, SMALL) ? compute(encoding) : encoding.result();
    }
}
