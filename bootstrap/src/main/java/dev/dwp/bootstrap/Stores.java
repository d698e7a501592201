package dev.dwp.bootstrap;

import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Store;
import dev.dwp.bootstrap.config.StoreSpec;
import dev.dwp.http.codec.JsonFormat;
import dev.dwp.persistence.jdbc.JdbcMigrations;
import dev.dwp.persistence.jdbc.JdbcStores;
import dev.dwp.persistence.jdbc.Migrated;
import dev.dwp.persistence.jdbc.UnusableStore;
import dev.dwp.persistence.jdbc.doctor.Doctor;
import dev.dwp.persistence.jdbc.doctor.Norms;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the store that is configured, brings it up to date, or has it looked at. */
final class Stores {
    private Stores() {}

    /**
     * Opens it.
     *
     * @param lease of the jobs and runs that the server holds
     * @throws StartFailure with a sentence when it cannot be opened
     */
    static Store open(StoreSpec spec, InstantSource clock, ServerThreads threads, Duration lease) {
        return usable(() -> switch (spec) {
            case StoreSpec.Memory memory -> new MemoryStore(new JsonFormat(), clock);
            case StoreSpec.Sqlite(var file) -> JdbcStores.sqlite(file, new JsonFormat(), clock, threads);
            case StoreSpec.Postgres(var url) -> JdbcStores.postgres(url, new JsonFormat(), threads, lease);
        });
    }

    /**
     * Brings it up to date.
     *
     * @return what was done; empty where there is nothing that could be of an older version
     * @throws StartFailure with a sentence when it cannot be brought up to date
     */
    static Optional<Migrated> migrate(StoreSpec spec) {
        return usable(() -> switch (spec) {
            case StoreSpec.Memory memory -> Optional.empty();
            case StoreSpec.Sqlite(var file) -> Optional.of(JdbcMigrations.sqlite(file));
            case StoreSpec.Postgres(var url) -> Optional.of(JdbcMigrations.postgres(url));
        });
    }

    /**
     * Whoever looks at it.
     *
     * @throws StartFailure with a sentence when nobody can from here
     */
    static Doctor doctor(StoreSpec spec, Norms norms, InstantSource clock) {
        return usable(() -> switch (spec) {
            case StoreSpec.Memory memory ->
                throw new StartFailure(
                        "The memory store is within its server's process, where nobody can look from outside; "
                                + "name a store in a database: --store.");
            case StoreSpec.Sqlite(var file) -> Doctor.sqlite(file, norms, clock);
            case StoreSpec.Postgres(var url) -> Doctor.postgres(url, norms, clock);
        });
    }

    private static <T> T usable(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (UnusableStore e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e, e.passing());
        }
    }
}
