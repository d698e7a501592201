package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.SignalId;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A publication as a row of {@code dwp_published}. */
final class PublishedRow {
    private PublishedRow() {}

    static @Nullable Object[] write(Publication publication) {
        return Rows.join(
                KeyColumns.ofOwners(KeyRef.of(publication)),
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
