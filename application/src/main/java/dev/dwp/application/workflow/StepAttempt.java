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

    /** Set when its time is up: it has failed, whatever it does until it ends or its grace does. */
    private volatile @Nullable TimeoutException late;

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
            if (interrupted || late != null) {
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
        Outcome end;
        try {
            end = new Outcome.Returned(action.call());
        } catch (Throwable e) {
            end = interrupted ? new Outcome.Unwound() : new Outcome.Threw(e);
        }
        TimeoutException timeout = late;
        return timeout == null ? end : new Outcome.Threw(timeout);
    }

    private void timeOut(Duration timeout) {
        if (!outcome.isDone()) {
            late = new TimeoutException("It timed out after %d ms.".formatted(timeout.toMillis()));
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
        TimeoutException timeout = late;
        outcome.complete(timeout == null ? new Outcome.Unwound() : new Outcome.Threw(timeout));
        threads.abandon(running, what);
    }
}
