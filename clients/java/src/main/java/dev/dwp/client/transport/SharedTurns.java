package dev.dwp.client.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the same thing again and again, one at a time. Whoever asks while it is being done shares the next turn with all who do:
 * the one under way may have begun with what has changed since. Thread-safe.
 */
final class SharedTurns {
    private final Supplier<CompletableFuture<Void>> work;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as is the next. */
    private @Nullable CompletableFuture<Void> present;

    private @Nullable CompletableFuture<Void> next;

    SharedTurns(Supplier<CompletableFuture<Void>> work) {
        this.work = work;
    }

    /** Completes as a turn does that begins now or later. */
    CompletableFuture<Void> ask() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        lock.lock();
        try {
            if (present != null) {
                if (next == null) {
                    next = turn;
                }
                return next.copy();
            }
            present = turn;
        } finally {
            lock.unlock();
        }
        begin(turn);
        return turn.copy();
    }

    private void begin(CompletableFuture<Void> turn) {
        var unused = work.get().whenComplete((done, failure) -> ended(turn, failure));
    }

    private void ended(CompletableFuture<Void> turn, @Nullable Throwable failure) {
        CompletableFuture<Void> following;
        lock.lock();
        try {
            following = next;
            present = following;
            next = null;
        } finally {
            lock.unlock();
        }
        if (failure == null) {
            turn.complete(null);
        } else {
            turn.completeExceptionally(failure);
        }
        if (following != null) {
            begin(following);
        }
    }
}
