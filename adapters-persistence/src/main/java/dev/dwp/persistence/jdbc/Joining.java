package dev.dwp.persistence.jdbc;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Waits for threads of the store to end, also where the caller is interrupted. */
final class Joining {
    private Joining() {}

    static void join(@Nullable Thread thread) {
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a deadline of {@link System#nanoTime} at the latest; tells whether all have ended. */
    static boolean join(Collection<Thread> threads, long deadlineNanos) {
        boolean interrupted = false;
        boolean ended = true;
        for (Thread thread : threads) {
            long left = deadlineNanos - System.nanoTime();
            while (thread.isAlive() && left > 0) {
                try {
                    thread.join(Duration.ofNanos(left));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = deadlineNanos - System.nanoTime();
            }
            ended &= !thread.isAlive();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }
}
