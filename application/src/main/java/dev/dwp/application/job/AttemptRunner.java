package dev.dwp.application.job;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobHandler;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.domain.job.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Calls a job's handler on the current thread and says how that went, whatever it throws. Thread-safe. */
final class AttemptRunner {
    private final PayloadBinder binder;
    private final List<HandlerInterceptor> innermostFirst;
    private final AttemptContext.Services services;
    private final Results results;

    AttemptRunner(JobEngineParts parts, AttemptContext.Services services) {
        this.binder = parts.binder();
        this.innermostFirst = parts.handlers().interceptors().reversed();
        this.services = services;
        this.results = new Results(binder, parts.settings().maxResultBytes());
    }

    /** A handler may throw anything, and an error of its thread, such as a stack overflow, is no error of the server. */
    HandlerOutcome run(RunningJob running) {
        Job job = running.job();
        AttemptLog.label(job);
        try {
            Object payload = bind(job, running.definition());
            return results.accept(around(running, payload, new AttemptContext(running, services))
                    .proceed());
        } catch (Throwable e) {
            return new HandlerOutcome.Failed(LastError.of(e), e instanceof PermanentFailure, e);
        } finally {
            clearLogContext();
        }
    }

    /** Another node, or older code of this one, may have accepted what this handler cannot take. */
    private @Nullable Object bind(Job job, JobDefinition definition) {
        try {
            return binder.bind(job.spec().payload(), definition.payloadType());
        } catch (PayloadBinder.Misfit e) {
            throw new PermanentFailure(
                    "The payload does not fit the handler at %s: %s".formatted(e.path(), e.getMessage()));
        }
    }

    /** The payload was bound to the very type that the handler was registered for. */
    @SuppressWarnings("unchecked")
    private HandlerInterceptor.Call around(RunningJob running, @Nullable Object payload, JobContext context) {
        JobHandler<@Nullable Object, ?> handler =
                (JobHandler<@Nullable Object, ?>) running.definition().handler();
        HandlerInterceptor.Call call = () -> handler.handle(payload, context);
        for (HandlerInterceptor interceptor : innermostFirst) {
            HandlerInterceptor.Call inner = call;
            call = () -> interceptor.aroundJob(context, inner);
        }
        return call;
    }

    /** Also of what the handler put there: the thread is used again. */
    private static void clearLogContext() {
        MDC.clear();
    }
}
