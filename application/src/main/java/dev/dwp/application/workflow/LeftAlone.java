package dev.dwp.application.workflow;

import java.util.concurrent.atomic.AtomicInteger;

/** How many pieces of code were left alone and have not ended. Thread-safe. */
final class LeftAlone {
    private final AtomicInteger count = new AtomicInteger();

    /** Called when there are fewer; set once, before anything runs. */
    private volatile Runnable whenFewer = () -> {};

    void whenFewer(Runnable action) {
        whenFewer = action;
    }

    void more() {
        count.incrementAndGet();
    }

    void fewer() {
        count.decrementAndGet();
        whenFewer.run();
    }

    int count() {
        return count.get();
    }
}
