package dev.dwp.application.thread;

import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.port.out.ServerThreads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts what fails on a server's threads, and names the threads that do not run well. One for each server. Thread-safe.
 *
 * <p>Nothing that is needed while a thread fails is allocated then: the failure may be that the heap is full.
 */
public final class SupervisedThreads implements ServerThreads {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedThreads.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A thread that waits for work, and so ends no turn, runs well again when it has not failed for so long. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final Duration pause;
    private final Set<Supervised> all = ConcurrentHashMap.newKeySet();

    /** Goes on a second after a failure. */
    public SupervisedThreads() {
        this(System::nanoTime, PAUSE);
    }

    /** The same with another monotonic clock, and another pause after a failure. */
    SupervisedThreads(LongSupplier nanos, Duration pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    @Override
    public Thread start(String name, Turn turn) {
        return started(Thread.ofPlatform().daemon(), name, turn);
    }

    @Override
    public Thread startVirtual(String name, Turn turn) {
        return started(Thread.ofVirtual(), name, turn);
    }

    /** The names of the threads that have failed and do not run well again yet, each once, in order. */
    public List<String> failing() {
        long now = nanos.getAsLong();
        return all.stream()
                .filter(thread -> thread.fails(now))
                .map(thread -> thread.name)
                .distinct()
                .sorted()
                .toList();
    }

    private Thread started(Thread.Builder kind, String name, Turn turn) {
        Supervised supervised = new Supervised(name, turn);
        Thread thread = kind.name(name).unstarted(supervised);
        all.add(supervised);
        try {
            thread.start();
        } catch (RuntimeException | Error e) {
            all.remove(supervised);
            throw e;
        }
        return thread;
    }

    /** One thread's loop. Its fields are written by that thread alone. */
    private final class Supervised implements Runnable {
        private final String name;
        private final Turn turn;

        private volatile boolean failing;
        private volatile long failedAt;

        /** Interrupted while it paused: it takes one more turn, to see why, and ends if that fails too. */
        private boolean interrupted;

        Supervised(String name, Turn turn) {
            this.name = name;
            this.turn = turn;
        }

        boolean fails(long now) {
            return failing && now - failedAt < SETTLED.plus(pause).toNanos();
        }

        @Override
        public void run() {
            try {
                boolean more;
                do {
                    more = goesOn();
                } while (more);
            } finally {
                all.remove(this);
            }
        }

        private boolean goesOn() {
            try {
                boolean more = turn.take();
                recovered();
                return more;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Throwable e) {
                return failed(e);
            }
        }

        private void recovered() {
            if (failing) {
                failing = false;
                LOG.info("The thread {} runs well again.", name);
            }
        }

        /** Whether it takes another turn. */
        private boolean failed(Throwable failure) {
            failedAt = nanos.getAsLong();
            boolean first = !failing;
            failing = true;
            boolean more = !interrupted;
            try {
                log(ForeignFailure.of(failure), first, more);
            } catch (Throwable e) {
                failure.addSuppressed(e); // the heap is full, and there is nobody left to tell
            }
            interrupted = !paused();
            return more;
        }

        private void log(@Nullable Throwable failure, boolean first, boolean more) {
            if (!more) {
                LOG.error("The thread {} failed and ends, as it was asked to.", name, failure);
            } else if (first) {
                LOG.error("The thread {} failed; it goes on in {} ms.", name, pause.toMillis(), failure);
            } else {
                LOG.debug("The thread {} failed again; it goes on in {} ms.", name, pause.toMillis(), failure);
            }
        }

        /** Lets the pause pass; {@code false} when it was cut short by an interrupt. */
        private boolean paused() {
            long end = System.nanoTime() + pause.toNanos();
            for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(left);
            }
            return true;
        }
    }
}
