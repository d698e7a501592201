package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which jobs or runs an idempotency key names; guarded by the store's lock. */
final class Keys<I> {
    private final Map<Ref, Named<I>> named = new HashMap<>();

    /** A key where it means something. */
    record Ref(Tenant tenant, String name, IdempotencyKey key) {
        static @Nullable Ref of(Tenant tenant, String name, @Nullable IdempotencyKey key) {
            return key == null ? null : new Ref(tenant, name, key);
        }
    }

    /** What a key names, newest first. */
    record Named<I>(I id, Instant at, @Nullable Named<I> older) {
        static <I> Named<I> with(@Nullable Named<I> known, I id, Instant at) {
            if (known == null || !known.at.isAfter(at)) {
                return new Named<>(id, at, known);
            }
            return new Named<>(known.id, known.at, with(known.older, id, at));
        }

        static <I> @Nullable Named<I> without(@Nullable Named<I> known, I id) {
            if (known == null || known.id.equals(id)) {
                return known == null ? null : known.older;
            }
            return new Named<>(known.id, known.at, without(known.older, id));
        }
    }

    /** Refuses a key that is remembered at the creation of something; else it will name that too. */
    void check(@Nullable Ref ref, I id, Instant createdAt, Foreseen<Ref, Named<I>> foreseen) {
        if (ref != null) {
            Named<I> known = foreseen.get(ref, named.get(ref));
            if (known != null && !known.at().isBefore(forgotten(createdAt))) {
                throw new KeyTaken();
            }
            foreseen.set(ref, Named.with(known, id, createdAt));
        }
    }

    /** A key will not name something any more. */
    void checkRemoval(@Nullable Ref ref, I id, Foreseen<Ref, Named<I>> foreseen) {
        if (ref != null) {
            foreseen.set(ref, Named.without(foreseen.get(ref, named.get(ref)), id));
        }
    }

    void put(@Nullable Ref ref, I id, Instant createdAt) {
        if (ref != null) {
            named.compute(ref, (key, known) -> Named.with(known, id, createdAt));
        }
    }

    void remove(@Nullable Ref ref, I id) {
        if (ref != null) {
            named.computeIfPresent(ref, (key, known) -> Named.without(known, id));
        }
    }

    /** The newest that a key names, if it is not older than an instant. */
    @Nullable
    I find(Ref ref, Instant since) {
        Named<I> newest = named.get(ref);
        return newest == null || newest.at().isBefore(since) ? null : newest.id();
    }

    /** What was created before then has lost its key by now. */
    static Instant forgotten(Instant now) {
        return now.minus(IdempotencyKey.REMEMBERED);
    }
}
