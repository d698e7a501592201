package dev.dwp.application.handler;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of one kind of job. Each attempt has a thread to itself while it lasts, and many run at a time; a job may
 * run again after a crash, so the work should be idempotent. Threads that a handler starts itself are its own business:
 * nothing interrupts them when the attempt ends.
 *
 * @param <P> what the payload is bound to: a record, a collection, a text, or {@link dev.dwp.domain.frame.Value} for
 *     anything
 * @param <R> what it returns; becomes the job's result
 */
@FunctionalInterface
public interface JobHandler<P extends @Nullable Object, R> {

    /**
     * Does the work. Whatever it throws fails the attempt, {@link PermanentFailure} the job; the thread is interrupted when
     * the job is cancelled, its time is up or the server stops. What a handler returns or throws after that is ignored.
     */
    @Nullable
    R handle(P payload, JobContext context) throws Exception;
}
