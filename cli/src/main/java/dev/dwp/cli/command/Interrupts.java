package dev.dwp.cli.command;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Runs what has to be done when the program is interrupted, the latest first. Thread-safe. */
public final class Interrupts {
    private final Deque<Runnable> registered = new ConcurrentLinkedDeque<>();

    /** Registers something. */
    public void add(Runnable task) {
        registered.push(task);
    }

    /** Runs what is registered, each once. */
    public void run() {
        for (Runnable task = registered.poll(); task != null; task = registered.poll()) {
            task.run();
        }
    }
}
