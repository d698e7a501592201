package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.SignalId;
import java.sql.SQLException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A publication as a row of {@code dwp_published}. */
final class PublishedRow {
    private PublishedRow() {}

    /** What there is one publication of. */
    record Ref(Tenant tenant, String name, String dedup) {
        /** The one order in which all nodes lock them. */
        static final Comparator<Ref> ORDER = Comparator.<Ref, String>comparing(ref -> Tenants.app(ref.tenant))
                .thenComparing(ref -> Tenants.org(ref.tenant))
                .thenComparing(Ref::name)
                .thenComparing(Ref::dedup);

        static Ref of(Publication publication) {
            return new Ref(
                    publication.tenant(),
                    publication.name(),
                    publication.dedup().text());
        }

        @Nullable
        Object[] columns() {
            return Rows.of(Tenants.app(tenant), Tenants.org(tenant), name, dedup);
        }
    }

    static @Nullable Object[] write(Publication publication) {
        return Rows.join(
                Ref.of(publication).columns(),
                publication.signal().text(),
                publication.digest(),
                Micros.of(publication.publishedAt()));
    }

    static Publication read(Row row) throws SQLException {
        return new Publication(
                new SignalId(row.text("signal")),
                row.tenant(),
                row.text("name"),
                new IdempotencyKey(row.text("dedup")),
                row.text("digest"),
                row.time("published_at"));
    }

    /** A publication as it will be read back. */
    static Publication cut(Publication publication) {
        return new Publication(
                publication.signal(),
                publication.tenant(),
                publication.name(),
                publication.dedup(),
                publication.digest(),
                Micros.cut(publication.publishedAt()));
    }
}
