package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An idempotency key and what it names as columns. */
final class KeyColumns {
    /** The one order in which all nodes lock keys. */
    static final Comparator<KeyRef> ORDER = Comparator.comparing(KeyRef::kind)
            .thenComparing(ref -> Tenants.app(ref.tenant()))
            .thenComparing(ref -> Tenants.org(ref.tenant()))
            .thenComparing(KeyRef::name)
            .thenComparing(KeyRef::key);

    private KeyColumns() {}

    static KeyRef read(Row row) throws SQLException {
        return new KeyRef(
                KeyRef.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.tenant(),
                row.text("name"),
                row.text("idempotency_key"));
    }

    static KeyOwner owner(Row row) throws SQLException {
        return new KeyOwner(row.text("id"), row.time("created_at"), row.timeOrNull("ended_at"));
    }

    /** The columns in which its jobs, runs or publications have it. */
    static @Nullable Object[] ofOwners(KeyRef ref) {
        return Rows.of(Tenants.app(ref.tenant()), Tenants.org(ref.tenant()), ref.name(), ref.key());
    }

    /** The columns of {@code dwp_key} that make it up, in their order. */
    static @Nullable Object[] of(KeyRef ref) {
        return Rows.join(Rows.of(ref.kind().name().toLowerCase(Locale.ROOT)), ofOwners(ref));
    }
}
