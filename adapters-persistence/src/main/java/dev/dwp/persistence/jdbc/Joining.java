package dev.dwp.persistence.jdbc;

/** Waits for a thread of the store to end, also where the caller is interrupted. */
final class Joining {
    private Joining() {}

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
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
