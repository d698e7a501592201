package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.CronStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cron entries in memory, guarded by the store's lock. */
final class MemoryCrons implements CronStore {
    private final MemoryStore store;
    private final Map<String, CronState> byName = new TreeMap<>();

    MemoryCrons(MemoryStore store) {
        this.store = store;
    }

    @Nullable
    CronState get(String name) {
        return byName.get(name);
    }

    void apply(Change.CronMoved moved) {
        byName.put(moved.after().name(), moved.after());
    }

    @Override
    public List<CronState> all() {
        return store.locked(() -> List.copyOf(byName.values()));
    }
}
