package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.port.out.Wakeups.Topic;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until something holds of a store, looking whenever that has news. */
final class Eventually {
    private static final long DEADLINE_SECONDS = 30;

    private Eventually() {}

    static void holds(Store store, String what, BooleanSupplier condition) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        Wakeups.Registration registration = store.wakeups().on(Topic.EVENTS, news::release);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        try {
            while (!condition.getAsBoolean()) {
                if (!news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new AssertionError(what);
                }
            }
        } finally {
            registration.close();
        }
    }
}
