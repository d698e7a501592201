package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import dev.dwp.application.store.StagedState;
import dev.dwp.domain.workflow.Publication;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publications that a transaction has loaded and locked, and those that its sets make. For the writer's thread. */
final class WorkingPublications {
    private final Session session;
    private final Map<KeyRef, Publication> publications = new HashMap<>();

    /** What the rows hold until they are written. */
    private final Map<KeyRef, Publication> rows = new HashMap<>();

    WorkingPublications(Session session) {
        this.session = session;
    }

    void load(Map<KeyRef, Publication> wishes, StagedState into) throws SQLException {
        List<@Nullable Object[]> wished =
                wishes.values().stream().map(PublishedRow::write).toList();
        for (Publication found : session.listAll(PublishedSql.TAKE, PublishedRow::read, wished)) {
            KeyRef ref = KeyRef.of(found);
            rows.put(ref, found);
            if (!found.equals(wishes.get(ref))) {
                publications.put(ref, found);
                into.put(ref, List.of(KeyOwner.of(found)));
            }
        }
    }

    /** An accepted set makes a publication. */
    void accept(Publication publication) {
        publications.put(KeyRef.of(publication), PublishedRow.cut(publication));
    }

    void flush() throws SQLException {
        List<@Nullable Object[]> moved = new ArrayList<>();
        List<@Nullable Object[]> freed = new ArrayList<>();
        rows.forEach((ref, before) -> {
            Publication after = publications.get(ref);
            if (after == null) {
                freed.add(KeyColumns.ofOwners(ref));
            } else if (!after.equals(before)) {
                moved.add(PublishedRow.write(after));
            }
        });
        session.updateAll(PublishedSql.MOVE, moved);
        session.updateAll(PublishedSql.FREE, freed);
    }
}
