package dev.dwp.bootstrap;

import dev.dwp.application.port.out.Store;
import dev.dwp.bootstrap.config.StoreSpec;
import dev.dwp.persistence.memory.MemoryStore;

/** Opens the store that is configured. */
final class Stores {
    private Stores() {}

    /**
     * Opens it.
     *
     * @throws StartFailure with a sentence when it cannot be opened
     */
    static Store open(StoreSpec spec) {
        return switch (spec) {
            case StoreSpec.Memory memory -> new MemoryStore();
            case StoreSpec.Sqlite sqlite -> throw notYet();
            case StoreSpec.Postgres postgres -> throw notYet();
        };
    }

    private static StartFailure notYet() {
        return new StartFailure("This build keeps state in memory only: use --store memory.");
    }
}
