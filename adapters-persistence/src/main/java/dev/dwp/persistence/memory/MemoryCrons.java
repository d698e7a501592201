package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.CronStore;
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

    void check(Change.CronMoved moved, Conditions conditions) {
        String name = moved.before().name();
        CronState current = conditions.crons().get(name, byName.get(name));
        boolean first = current == null && moved.before().equals(moved.after());
        Conditions.require(first || moved.before().equals(current), "The cron entry " + name);
        conditions.crons().set(name, moved.after());
    }

    void apply(Change.CronMoved moved) {
        byName.put(moved.after().name(), moved.after());
    }

    @Override
    public List<CronState> all() {
        return store.locked(() -> List.copyOf(byName.values()));
    }
}
