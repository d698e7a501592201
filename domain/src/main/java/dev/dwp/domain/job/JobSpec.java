package dev.dwp.domain.job;

import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: the part of a job that never changes.
 *
 * @param name which handler runs it
 * @param queue where it waits
 * @param payload what the handler gets
 * @param priority higher goes first; equals go first come, first served
 * @param retry what happens after a failed attempt
 * @param timeout how long one attempt may take
 * @param key the client's name for this intention
 * @param tenant whose it is
 * @param traceparent the W3C trace context it was enqueued in
 */
public record JobSpec(
        String name,
        QueueName queue,
        Value payload,
        int priority,
        RetryPolicy retry,
        Duration timeout,
        @Nullable IdempotencyKey key,
        Tenant tenant,
        @Nullable String traceparent) {

    /** Refuses (400) a name that is empty or too long. */
    public JobSpec {
        NameLength.require("A job's name", name);
    }

    /** The same with its payload in another form. */
    @SuppressWarnings("ReferenceEquality") // a form that changes nothing gives back what it got
    JobSpec inForm(UnaryOperator<Value> form) {
        Value same = form.apply(payload);
        return same == payload
                ? this
                : new JobSpec(name, queue, same, priority, retry, timeout, key, tenant, traceparent);
    }
}
