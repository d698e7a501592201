package dev.dwp.bootstrap;

import dev.dwp.bootstrap.config.StoreSpec;
import dev.dwp.persistence.jdbc.Migrated;
import java.util.stream.Collectors;

/** What {@code dwp migrate} does. */
final class Migration {
    private Migration() {}

    /**
     * Brings a store up to date, and tells what that took.
     *
     * @throws StartFailure with a sentence when that cannot be
     */
    static String of(StoreSpec store) {
        return Stores.migrate(store)
                .map(Migration::text)
                .orElse("nothing to do; the memory store is made anew with each server%n".formatted());
    }

    private static String text(Migrated migrated) {
        String applied = migrated.applied().stream().map(step -> step.name()).collect(Collectors.joining(", "));
        return "%s; the schema is at version %d%n"
                .formatted(applied.isEmpty() ? "nothing to do" : "applied " + applied, migrated.version());
    }
}
