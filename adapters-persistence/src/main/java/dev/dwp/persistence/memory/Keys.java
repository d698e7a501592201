package dev.dwp.persistence.memory;

import dev.dwp.application.store.KeyOwner;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.IdempotencyKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Idempotency keys and the jobs or runs that each names; guarded by the store's lock. */
final class Keys {
    private final Map<KeyRef, List<KeyOwner>> owners = new HashMap<>();

    /** All that a key names, the newest first. */
    List<KeyOwner> owners(KeyRef key) {
        return owners.getOrDefault(key, List.of());
    }

    /** Lets a key name these. */
    void put(KeyRef key, List<KeyOwner> named) {
        if (named.isEmpty()) {
            owners.remove(key);
        } else {
            owners.put(key, named);
        }
    }

    /** Lets a key, if there is one, no longer name something. */
    void remove(@Nullable KeyRef key, String id) {
        if (key != null) {
            put(key, KeyOwner.without(owners(key), id));
        }
    }

    /** The newest that a key names and that has not ended, or ended at or after an instant. */
    Optional<String> find(KeyRef key, Instant since) {
        return KeyOwner.remembered(owners(key), since).map(KeyOwner::id);
    }

    /** The instant before which whatever ended has lost its key by now. */
    static Instant forgotten(Instant now) {
        return now.minus(IdempotencyKey.REMEMBERED);
    }
}
