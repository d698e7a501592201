package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which job or run an idempotency key names; guarded by the store's lock. */
final class Keys<I> {
    private final Map<Ref, Named<I>> named = new HashMap<>();

    record Ref(Tenant tenant, String name, IdempotencyKey key) {}

    record Named<I>(I id, Instant at) {}

    void requireFree(Tenant tenant, String name, @Nullable IdempotencyKey key, Instant now) {
        if (key != null && find(tenant, name, key, now.minus(IdempotencyKey.REMEMBERED)) != null) {
            throw new KeyTaken();
        }
    }

    void put(Tenant tenant, String name, @Nullable IdempotencyKey key, I id, Instant at) {
        if (key != null) {
            named.put(new Ref(tenant, name, key), new Named<>(id, at));
        }
    }

    @Nullable
    I find(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        Named<I> known = named.get(new Ref(tenant, name, key));
        return known == null || known.at().isBefore(since) ? null : known.id();
    }

    /** Whether something made at an instant still owns its key. */
    static boolean remembered(@Nullable IdempotencyKey key, Instant createdAt, Instant now) {
        return key != null && !createdAt.isBefore(now.minus(IdempotencyKey.REMEMBERED));
    }

    void remove(Tenant tenant, String name, @Nullable IdempotencyKey key, I id) {
        if (key != null) {
            named.computeIfPresent(
                    new Ref(tenant, name, key), (ref, known) -> known.id().equals(id) ? null : known);
        }
    }
}
