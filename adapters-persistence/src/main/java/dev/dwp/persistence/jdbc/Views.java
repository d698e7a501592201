package dev.dwp.persistence.jdbc;

import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Views of tenants as parameters: an empty text stands for any app, or any org. */
final class Views {
    private Views() {}

    /** App twice, org twice. */
    static @Nullable Object[] parameters(Tenant view) {
        String app = Tenants.app(view);
        String org = Tenants.org(view);
        return Rows.of(app, app, org, org);
    }

    /** Counts by a label. */
    static <K> Map<K, Long> counts(Session session, Sql sql, Tenant view, Function<String, K> label)
            throws SQLException {
        Map<K, Long> counts = new HashMap<>();
        session.list(sql, row -> Map.entry(label.apply(row.text("label")), row.number("n")), parameters(view))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }
}
