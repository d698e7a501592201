package dev.dwp.domain.workflow;

import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: the part of a run that never changes.
 *
 * @param name which workflow it runs
 * @param version which version of its code it began with, from 1
 * @param input what the code gets
 * @param key the client's name for this intention
 * @param tenant whose it is
 * @param parent the run that started it as a child
 * @param awaited whether the parent waits for it: then a cancelled parent cancels it too
 * @param traceparent the W3C trace context it was started in
 */
public record RunSpec(
        String name,
        int version,
        Value input,
        @Nullable IdempotencyKey key,
        Tenant tenant,
        @Nullable RunId parent,
        boolean awaited,
        @Nullable String traceparent) {

    /** Refuses (400) a name that is empty or too long. */
    public RunSpec {
        NameLength.require("A workflow's name", name);
    }

    /** The same with its input in another form. */
    @SuppressWarnings("ReferenceEquality") // a form that changes nothing gives back what it got
    RunSpec inForm(UnaryOperator<Value> form) {
        Value same = form.apply(input);
        return same == input ? this : new RunSpec(name, version, same, key, tenant, parent, awaited, traceparent);
    }
}
