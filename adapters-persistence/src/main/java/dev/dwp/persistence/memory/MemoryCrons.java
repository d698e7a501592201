package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.CronStore;
import dev.dwp.application.port.out.StaleWrite;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cron entries in memory, guarded by the store's lock. */
final class MemoryCrons implements CronStore {
    private final MemoryStore store;
    private final Map<String, CronState> byName = new TreeMap<>();

    MemoryCrons(MemoryStore store) {
        this.store = store;
    }

    void check(Change.CronMoved moved) {
        CronState stored = byName.get(moved.before().name());
        boolean first = stored == null && moved.before().equals(moved.after());
        if (!first && !moved.before().equals(stored)) {
            throw new StaleWrite("The cron entry " + moved.before().name());
        }
    }

    void apply(Change.CronMoved moved) {
        byName.put(moved.after().name(), moved.after());
    }

    @Override
    public List<CronState> all() {
        return store.locked(() -> List.copyOf(byName.values()));
    }
}
