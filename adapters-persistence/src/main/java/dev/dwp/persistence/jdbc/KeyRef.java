package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An idempotency key where it means something. */
record KeyRef(Kind kind, Tenant tenant, String name, String key) {
    /** The one order in which all nodes lock keys. */
    static final Comparator<KeyRef> ORDER = Comparator.comparing(KeyRef::kind)
            .thenComparing(ref -> Tenants.app(ref.tenant))
            .thenComparing(ref -> Tenants.org(ref.tenant))
            .thenComparing(KeyRef::name)
            .thenComparing(KeyRef::key);

    /** What a key names. */
    enum Kind {
        JOB,
        RUN;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static @Nullable KeyRef of(Job job) {
        IdempotencyKey key = job.spec().key();
        return key == null
                ? null
                : new KeyRef(Kind.JOB, job.spec().tenant(), job.spec().name(), key.text());
    }

    static @Nullable KeyRef of(WorkflowRun run) {
        IdempotencyKey key = run.spec().key();
        return key == null
                ? null
                : new KeyRef(Kind.RUN, run.spec().tenant(), run.spec().name(), key.text());
    }

    static KeyRef read(Row row) throws SQLException {
        return new KeyRef(
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.tenant(),
                row.text("name"),
                row.text("idempotency_key"));
    }

    /** The columns in which its jobs or runs have it. */
    @Nullable
    Object[] ownersColumns() {
        return Rows.of(Tenants.app(tenant), Tenants.org(tenant), name, key);
    }

    /** The columns that make it up, in their order. */
    @Nullable
    Object[] columns() {
        return Rows.of(kind.column(), Tenants.app(tenant), Tenants.org(tenant), name, key);
    }
}
