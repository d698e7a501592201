package dev.dwp.persistence.contract;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import org.jspecify.annotations.Nullable;

/** A workflow run to be asked for: a plain one, but for what a test says. */
public final class RunDraft {
    private String name = "flow";
    private int version = 1;
    private Value input = Value.EMPTY;
    private @Nullable IdempotencyKey key;
    private Tenant tenant = Tenant.NONE;
    private @Nullable RunId parent;
    private boolean awaited;
    private @Nullable String traceparent;

    private RunDraft() {}

    /** A run of version 1 of {@code flow}, of no tenant. */
    public static RunDraft run() {
        return new RunDraft();
    }

    public RunDraft name(String text) {
        name = text;
        return this;
    }

    public RunDraft version(int number) {
        version = number;
        return this;
    }

    public RunDraft input(Value value) {
        input = value;
        return this;
    }

    public RunDraft key(String text) {
        key = new IdempotencyKey(text);
        return this;
    }

    public RunDraft tenant(Tenant owner) {
        tenant = owner;
        return this;
    }

    public RunDraft childOf(RunId id, boolean waitedFor) {
        parent = id;
        awaited = waitedFor;
        return this;
    }

    public RunDraft traceparent(String context) {
        traceparent = context;
        return this;
    }

    public RunSpec spec() {
        return new RunSpec(name, version, input, key, tenant, parent, awaited, traceparent);
    }
}
