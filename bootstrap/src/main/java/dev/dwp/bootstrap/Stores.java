package dev.dwp.bootstrap;

import dev.dwp.application.port.out.Store;
import dev.dwp.bootstrap.config.StoreSpec;
import dev.dwp.http.codec.JsonFormat;
import dev.dwp.persistence.jdbc.JdbcStores;
import dev.dwp.persistence.jdbc.UnusableStore;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.InstantSource;

/** Opens the store that is configured. */
final class Stores {
    private Stores() {}

    /**
     * Opens it.
     *
     * @throws StartFailure with a sentence when it cannot be opened
     */
    static Store open(StoreSpec spec, InstantSource clock) {
        try {
            return switch (spec) {
                case StoreSpec.Memory memory -> new MemoryStore();
                case StoreSpec.Sqlite(var file) -> JdbcStores.sqlite(file, new JsonFormat(), clock);
                case StoreSpec.Postgres(var url) -> JdbcStores.postgres(url, new JsonFormat());
            };
        } catch (UnusableStore e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
