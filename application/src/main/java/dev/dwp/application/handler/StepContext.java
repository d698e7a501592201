package dev.dwp.application.handler;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Which attempt at a step it is that an interceptor goes around.
 *
 * @param workflow the workflow's name
 * @param version the version of its code
 * @param step the step's name
 * @param attempt from 1
 * @param traceparent the W3C trace context that the run was started in
 */
public record StepContext(
        RunId runId,
        String workflow,
        int version,
        String step,
        int attempt,
        Tenant tenant,
        @Nullable String traceparent) {}
