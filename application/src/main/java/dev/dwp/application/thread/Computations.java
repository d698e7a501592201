package dev.dwp.application.thread;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes what takes long on a few platform threads, in the order of coming. The operating system takes the processor away
 * from those, but nobody takes it from a virtual thread: as many of these as there are processors would hold up all others.
 * Each that waits is a thread that asked, and there are no more of those than of requests under way and pages of theirs. One
 * that has no result for long is told of. Thread-safe.
 */
public final class Computations {
    private static final Logger LOG = LoggerFactory.getLogger(Computations.class);
    private static final long IDLE_SECONDS = 30;
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Processors are there once, however many servers a process has. */
    private static final Computations OF_MACHINE =
            new Computations(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    private final ThreadPoolExecutor threads;
    private final Duration patience;
    private final Consumer<String> alarm;

    /** Computes on so many threads, which go when there is nothing to do. */
    public Computations(int most) {
        this(most, LONG, LOG::warn);
    }

    /** The same, and raises an alarm, with a sentence, each time that one has had no result for so long. */
    Computations(int most, Duration patience, Consumer<String> alarm) {
        this.patience = patience;
        this.alarm = alarm;
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("dwp-computation-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Those of this process: a thread for each processor but one, and one where there is no other. */
    public static Computations ofMachine() {
        return OF_MACHINE;
    }

    /** What takes long, and waits neither for a peer nor for a store or memory. */
    @FunctionalInterface
    public interface Computation<T, X extends Exception> {
        T result() throws X;
    }

    /** Waits for a result, or what was thrown in its place. A platform thread computes by itself. */
    public <T, X extends Exception> T compute(Computation<T, X> computation) throws X {
        if (!Thread.currentThread().isVirtual()) {
            return computation.result();
        }
        FutureTask<T> task = new FutureTask<>(computation::result);
        threads.execute(task);
        return await(task);
    }

    /** To the end even where it is interrupted: what is computed with must not change meanwhile. */
    @SuppressWarnings("unchecked") // a computation throws nothing else
    private <T, X extends Exception> T await(FutureTask<T> task) throws X {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    alarm.accept(
                            "A computation has had no result for another %d s; %d go on, and %d wait for their turn. The threads named dwp-computation show in a thread dump what they do."
                                    .formatted(
                                            patience.toSeconds(),
                                            threads.getActiveCount(),
                                            threads.getQueue().size()));
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException failure -> throw failure;
                case null, default -> throw (X) e.getCause();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
