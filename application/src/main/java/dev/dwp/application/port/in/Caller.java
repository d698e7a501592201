package dev.dwp.application.port.in;

import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param identity whose credential it was
 * @param tenant for whom this one request acts: sees and owns
 * @param traceparent the W3C trace context of the request
 */
public record Caller(
        Identity identity, Tenant tenant, @Nullable String traceparent) {}
