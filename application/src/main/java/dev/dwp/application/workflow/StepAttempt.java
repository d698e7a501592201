package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step, on a thread of its own, so that its strand goes on when the time is up or the step is not wanted
 * any more, whatever the step cares. Started once; thread-safe otherwise.
 */
final class StepAttempt {
    private final CodeThreads threads;
    private final String what;
    private final Callable<?> action;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Set by whoever interrupts it first. */
    private volatile boolean interrupted;

    /** Written once, by {@link #run}, before anyone else knows of this attempt. */
    private volatile @Nullable CodeTask task;

    /**
     * Not started yet.
     *
     * @param what what the log calls it
     */
    StepAttempt(CodeThreads threads, String what, Callable<?> action) {
        this.threads = threads;
        this.what = what;
        this.action = action;
    }

    /** Runs it and waits until it has ended or its strand is to go on without it. */
    Outcome run(Duration timeout) {
        Wakeups.Registration deadline = threads.after(timeout, () -> timeOut(timeout));
        try {
            task = threads.start(() -> outcome.complete(perform()));
            if (interrupted || outcome.isDone()) {
                interruptTask();
            }
            return outcome.join();
        } catch (OutOfMemoryError e) {
            return new Outcome.Threw(e);
        } finally {
            deadline.close();
        }
    }

    private Outcome perform() {
        try {
            return new Outcome.Returned(action.call());
        } catch (Throwable e) {
            return interrupted ? new Outcome.Unwound() : new Outcome.Threw(e);
        }
    }

    private void timeOut(Duration timeout) {
        TimeoutException late = new TimeoutException("It timed out after %d ms.".formatted(timeout.toMillis()));
        if (outcome.complete(new Outcome.Threw(late))) {
            interruptTask();
        }
    }

    /** It is not wanted any more: what it returns within the grace still counts, what it throws does not. */
    void interrupt() {
        interrupted = true;
        interruptTask();
    }

    private void interruptTask() {
        CodeTask running = task;
        if (running != null) {
            running.interrupt();
            threads.after(threads.grace(), () -> giveUp(running));
        }
    }

    private void giveUp(CodeTask running) {
        outcome.complete(new Outcome.Unwound());
        threads.abandon(running, what);
    }
}
