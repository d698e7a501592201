package dev.dwp.application.handler;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of one kind of job. Called on a virtual thread of its own for each attempt, many at a time; a job may
 * run again after a crash, so the work should be idempotent.
 *
 * @param <P> what the payload is bound to: a record, a collection, a text, or {@link dev.dwp.domain.frame.Value} for
 *     anything
 * @param <R> what it returns; becomes the job's result
 */
@FunctionalInterface
public interface JobHandler<P, R> {

    /**
     * Does the work. Whatever it throws fails the attempt; the thread is interrupted when the job is cancelled, its time
     * is up or the server stops.
     */
    @Nullable
    R handle(P payload, JobContext context) throws Exception;
}
