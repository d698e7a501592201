package dev.dwp.persistence.contract;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A job to be asked for: a plain one, but for what a test says. */
public final class JobDraft {
    private String name = "work";
    private QueueName queue = QueueName.DEFAULT;
    private Value payload = Value.EMPTY;
    private int priority;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Duration timeout = Duration.ofMinutes(5);
    private @Nullable IdempotencyKey key;
    private Tenant tenant = Tenant.NONE;
    private @Nullable String traceparent;

    private JobDraft() {}

    /** A job called {@code work} on the default queue, of no tenant. */
    public static JobDraft job() {
        return new JobDraft();
    }

    public JobDraft name(String text) {
        name = text;
        return this;
    }

    public JobDraft queue(String text) {
        queue = new QueueName(text);
        return this;
    }

    public JobDraft payload(Value value) {
        payload = value;
        return this;
    }

    public JobDraft priority(int level) {
        priority = level;
        return this;
    }

    public JobDraft retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    public JobDraft timeout(Duration time) {
        timeout = time;
        return this;
    }

    public JobDraft key(String text) {
        key = new IdempotencyKey(text);
        return this;
    }

    public JobDraft tenant(Tenant owner) {
        tenant = owner;
        return this;
    }

    public JobDraft traceparent(String context) {
        traceparent = context;
        return this;
    }

    public JobSpec spec() {
        return new JobSpec(name, queue, payload, priority, retry, timeout, key, tenant, traceparent);
    }
}
