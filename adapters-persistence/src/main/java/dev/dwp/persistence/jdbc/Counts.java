package dev.dwp.persistence.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** By how much counts change within a transaction. For one thread. */
final class Counts<K> {
    private final Map<K, Long> changes = new HashMap<>();

    void add(K key, long change) {
        changes.merge(key, change, (one, other) -> one + other == 0 ? null : one + other);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    void forEach(BiConsumer<K, Long> action) {
        changes.forEach(action);
    }
}
