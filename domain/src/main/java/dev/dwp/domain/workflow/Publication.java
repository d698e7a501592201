package dev.dwp.domain.workflow;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;

/**
 * Remembers that a signal was published under a client's name for it, so that publishing it again within
 * {@link IdempotencyKey#REMEMBERED} does nothing ({@code dedup} of {@code workflow.event}, PROTOCOL §5).
 *
 * @param name the signal's
 * @param dedup the client's name for this publication; counts within the tenant and the signal's name
 * @param digest of the payload: equal for equal payloads and for no others
 */
public record Publication(
        SignalId signal, Tenant tenant, String name, IdempotencyKey dedup, String digest, Instant publishedAt) {

    /** The publication of a signal. */
    public static Publication of(Signal signal, IdempotencyKey dedup, String digest) {
        return new Publication(signal.id(), signal.tenant(), signal.name(), dedup, digest, signal.publishedAt());
    }
}
