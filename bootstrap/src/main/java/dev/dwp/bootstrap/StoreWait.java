package dev.dwp.bootstrap;

import dev.dwp.application.thread.TaskThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a store, trying again at growing distances while its database cannot be reached, until the program is told to end.
 * Used by one thread.
 */
final class StoreWait {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWait.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final CountDownLatch stop;

    /** The program was told to end before there was a store. */
    static final class Stopped extends RuntimeException {
        Stopped() {
            super("The program was told to end while it waited for its store.", null, false, false);
        }
    }

    /**
     * A wait that ends with the program.
     *
     * @param stop at zero, the program is to end
     */
    StoreWait(CountDownLatch stop) {
        this.stop = stop;
    }

    /**
     * Opens a store.
     *
     * @param opening one attempt; runs on a thread of its own, so that one that hangs does not hold up the end
     * @throws StartFailure when an attempt fails for a reason that does not pass by itself
     * @throws Stopped when the program was told to end meanwhile
     */
    <T> T open(Supplier<T> opening) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread watch = TaskThreads.start("dwp-start-stop", () -> awaitStop(stopped));
        try {
            for (int failed = 0; ; failed++) {
                Optional<T> opened = attempt(opening, failed, stopped);
                if (opened.isPresent()) {
                    return opened.get();
                }
                pause(pauseAfter(failed));
            }
        } finally {
            watch.interrupt();
        }
    }

    /** How long to wait after an attempt when so many have failed before it: twice as long each time, up to 10 s. */
    static Duration pauseAfter(int failed) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failed, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void awaitStop(CompletableFuture<Void> stopped) {
        try {
            stop.await();
            stopped.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // there is a store, and nothing to watch any more
        }
    }

    private static <T> Optional<T> attempt(Supplier<T> opening, int failed, CompletableFuture<Void> stopped) {
        CompletableFuture<T> attempt = new CompletableFuture<>();
        TaskThreads.startPlatform("dwp-start-store", () -> {
            try {
                attempt.complete(opening.get());
            } catch (RuntimeException | Error e) {
                attempt.completeExceptionally(e);
            }
        });
        try {
            CompletableFuture.anyOf(attempt, stopped).join();
            if (!attempt.isDone()) {
                throw new Stopped();
            }
            if (failed > 0) {
                LOG.info("The store is there; {} attempts failed before.", failed);
            }
            return Optional.of(attempt.join());
        } catch (CompletionException e) {
            report(e.getCause(), failed);
            return Optional.empty();
        }
    }

    /** Logs an attempt that may go better next time, and throws what will not. */
    private static void report(@Nullable Throwable thrown, int failed) {
        switch (thrown) {
            case StartFailure failure
            when failure.passing() ->
                LOG.warn(
                        "Waiting for the store: attempt {} failed, the next follows in {} ms. {}",
                        failed + 1,
                        pauseAfter(failed).toMillis(),
                        failure.sentence());
            case RuntimeException other -> throw other;
            case Error other -> throw other;
            case null, default -> throw new IllegalStateException(thrown);
        }
    }

    private void pause(Duration pause) {
        try {
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
