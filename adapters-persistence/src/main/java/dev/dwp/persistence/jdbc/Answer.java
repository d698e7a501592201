package dev.dwp.persistence.jdbc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What one of the store's threads gives to a caller that waits for it. Thread-safe. */
final class Answer<T> {
    private final CompletableFuture<T> future = new CompletableFuture<>();

    void give(T result) {
        future.complete(result);
    }

    void fail(RuntimeException failure) {
        future.completeExceptionally(failure);
    }

    /** Tells that it was given or has failed. */
    boolean isDone() {
        return future.isDone();
    }

    /** Waits, also where the caller is interrupted: what was asked for may be done by now. */
    T await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
