package dev.dwp.application.handler;

import org.jspecify.annotations.Nullable;

/**
 * Goes around handlers: for logs, metrics, transactions, or whatever every handler should have. Called on the handler's
 * own thread. What it throws counts as thrown by the handler. Thread-safe.
 */
public interface HandlerInterceptor {
    /** Goes around one attempt at a job. */
    default @Nullable Object aroundJob(JobContext context, Call call) throws Exception {
        return call.proceed();
    }

    /** Goes around one attempt at a step, or a compensation, of a workflow; not around steps that are only remembered. */
    default @Nullable Object aroundStep(StepContext context, Call call) throws Exception {
        return call.proceed();
    }

    /** What it goes around. */
    @FunctionalInterface
    interface Call {
        /** Goes on inwards, and returns or throws what the handler does. */
        @Nullable
        Object proceed() throws Exception;
    }
}
