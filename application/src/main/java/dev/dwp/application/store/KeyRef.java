package dev.dwp.application.store;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.WorkflowRun;
import org.jspecify.annotations.Nullable;

/** Identifies an idempotency key: the same text may name something else of another kind, tenant or name. */
public record KeyRef(Kind kind, Tenant tenant, String name, String key) {
    /** The kinds of things that have keys. */
    public enum Kind {
        /** {@code key} of a job. */
        JOB,
        /** {@code key} of a run. */
        RUN,
        /** {@code dedup} of a publication. */
        PUBLICATION
    }

    /** The key of a job; {@code null} where it has none. */
    public static @Nullable KeyRef of(Job job) {
        return of(Kind.JOB, job.spec().tenant(), job.spec().name(), job.spec().key());
    }

    /** The key of a run; {@code null} where it has none. */
    public static @Nullable KeyRef of(WorkflowRun run) {
        return of(Kind.RUN, run.spec().tenant(), run.spec().name(), run.spec().key());
    }

    /** The key of a publication. */
    public static KeyRef of(Publication publication) {
        return new KeyRef(
                Kind.PUBLICATION,
                publication.tenant(),
                publication.name(),
                publication.dedup().text());
    }

    private static @Nullable KeyRef of(Kind kind, Tenant tenant, String name, @Nullable IdempotencyKey key) {
        return key == null ? null : new KeyRef(kind, tenant, name, key.text());
    }
}
