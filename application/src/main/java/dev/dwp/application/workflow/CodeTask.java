package dev.dwp.application.workflow;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A user's code on a thread of a pool. It can be interrupted as long as it is there, and not longer: the pool's next task
 * is not harmed. Thread-safe.
 */
final class CodeTask implements Runnable {
    private static final int FRAMES = 12;

    private final Runnable body;
    private final LeftAlone leftAlone;

    /** Guards everything below. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Thread thread;
    private boolean interrupted;
    private boolean abandoned;
    private boolean over;

    CodeTask(Runnable body, LeftAlone leftAlone) {
        this.body = body;
        this.leftAlone = leftAlone;
    }

    @Override
    public void run() {
        begin();
        try {
            body.run();
        } finally {
            if (end()) {
                leftAlone.fewer();
            }
        }
    }

    private void begin() {
        lock.lock();
        try {
            thread = Thread.currentThread();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean end() {
        lock.lock();
        try {
            thread = null;
            over = true;
            Thread.interrupted();
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts its thread; one that has not begun begins interrupted. */
    void interrupt() {
        lock.lock();
        try {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts it as left alone until it ends; whether it had not ended. */
    boolean abandon() {
        lock.lock();
        try {
            if (over || abandoned) {
                return false;
            }
            abandoned = true;
            leftAlone.more();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Where its thread is, for the log. */
    String whereabouts() {
        lock.lock();
        try {
            return thread == null
                    ? "nowhere"
                    : Arrays.stream(thread.getStackTrace())
                            .limit(FRAMES)
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining(" ← "));
        } finally {
            lock.unlock();
        }
    }
}
