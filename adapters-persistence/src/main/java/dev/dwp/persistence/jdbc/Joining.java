package dev.dwp.persistence.jdbc;

import org.jspecify.annotations.Nullable;

/** Waits for a thread of the store to end, also where the caller is interrupted. */
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
}
