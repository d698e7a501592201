package dev.dwp.persistence.jdbc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, as moved on by the sets of changes that the transaction has accepted, and by those changes of the next
 * set that were checked already. For the writer's thread.
 */
final class Foreseen<K, V> {
    private final Map<K, @Nullable V> accepted = new HashMap<>();
    private final Map<K, @Nullable V> pending = new HashMap<>();

    /** This is stored. */
    void stored(K key, V value) {
        accepted.put(key, value);
    }

    /** What will be there; {@code null} for nothing. */
    @Nullable
    V get(K key) {
        return pending.containsKey(key) ? pending.get(key) : accepted.get(key);
    }

    /** The set under check makes this of it. */
    void set(K key, @Nullable V value) {
        pending.put(key, value);
    }

    /** The set was accepted. */
    void accept() {
        accepted.putAll(pending);
        pending.clear();
    }

    /** The set was refused. */
    void refuse() {
        pending.clear();
    }
}
