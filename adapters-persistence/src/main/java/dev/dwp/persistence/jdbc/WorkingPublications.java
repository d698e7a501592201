package dev.dwp.persistence.jdbc;

import dev.dwp.domain.workflow.Publication;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publications that a transaction has loaded and locked, and what its sets make of them. For the writer's thread. */
final class WorkingPublications {
    private final Session session;
    private final Foreseen<PublishedRow.Ref, Publication> publications = new Foreseen<>();

    /** What the rows hold until they are written. */
    private final Map<PublishedRow.Ref, Publication> rows = new HashMap<>();

    WorkingPublications(Session session) {
        this.session = session;
    }

    void load(Map<PublishedRow.Ref, Publication> wishes) throws SQLException {
        List<@Nullable Object[]> wished =
                wishes.values().stream().map(PublishedRow::write).toList();
        for (Publication found : session.listAll(PublishedSql.TAKE, PublishedRow::read, wished)) {
            PublishedRow.Ref ref = PublishedRow.Ref.of(found);
            rows.put(ref, found);
            if (!found.equals(wishes.get(ref))) {
                publications.stored(ref, found);
            }
        }
    }

    Foreseen<PublishedRow.Ref, Publication> publications() {
        return publications;
    }

    void flush() throws SQLException {
        List<@Nullable Object[]> moved = new ArrayList<>();
        List<@Nullable Object[]> freed = new ArrayList<>();
        rows.forEach((ref, before) -> {
            Publication after = publications.get(ref);
            if (after == null) {
                freed.add(ref.columns());
            } else if (!after.equals(before)) {
                moved.add(PublishedRow.write(after));
            }
        });
        session.updateAll(PublishedSql.MOVE, moved);
        session.updateAll(PublishedSql.FREE, freed);
    }
}
