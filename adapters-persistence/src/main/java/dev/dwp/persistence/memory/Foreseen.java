package dev.dwp.persistence.memory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the changes of a set that were checked already will have made of what is stored. Used under the store's lock. */
final class Foreseen<K, V> {
    private final Map<K, @Nullable V> ahead = new HashMap<>();

    /** What will be there, given what is stored now. */
    @Nullable
    V get(K key, @Nullable V stored) {
        return ahead.containsKey(key) ? ahead.get(key) : stored;
    }

    /** Something will be there, or nothing any more. */
    void set(K key, @Nullable V value) {
        ahead.put(key, value);
    }
}
