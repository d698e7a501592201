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
    record Named<I>(
            I id,
            Instant at,
            @Nullable Instant endedAt,
            @Nullable Named<I> older) {
        static <I> Named<I> with(@Nullable Named<I> known, I id, Instant at) {
            if (known == null || !known.at.isAfter(at)) {
                return new Named<>(id, at, null, known);
            }
            return new Named<>(known.id, known.at, known.endedAt, with(known.older, id, at));
        }

        static <I> @Nullable Named<I> without(@Nullable Named<I> known, I id) {
            if (known == null || known.id.equals(id)) {
                return known == null ? null : known.older;
            }
            return new Named<>(known.id, known.at, known.endedAt, without(known.older, id));
        }

        /** One of them has ended, or begun anew where {@code endedAt} is absent. */
        static <I> @Nullable Named<I> ended(@Nullable Named<I> known, I id, @Nullable Instant endedAt) {
            if (known == null) {
                return null;
            }
            return known.id.equals(id)
                    ? new Named<>(id, known.at, endedAt, known.older)
                    : new Named<>(known.id, known.at, known.endedAt, ended(known.older, id, endedAt));
        }

        /** The newest that has not ended, or ended at or after an instant. */
        static <I> @Nullable Named<I> remembered(@Nullable Named<I> known, Instant since) {
            if (known == null || known.endedAt == null || !known.endedAt.isBefore(since)) {
                return known;
            }
            return remembered(known.older, since);
        }
    }

    /** Refuses a key that is remembered at the creation of something; else it will name that too. */
    void check(@Nullable Ref ref, I id, Instant createdAt, Foreseen<Ref, Named<I>> foreseen) {
        if (ref != null) {
            Named<I> known = foreseen.get(ref, named.get(ref));
            if (Named.remembered(known, forgotten(createdAt)) != null) {
                throw new KeyTaken();
            }
            foreseen.set(ref, Named.with(known, id, createdAt));
        }
    }

    /** What a key names will have ended, or begun anew. */
    void checkEnd(@Nullable Ref ref, I id, @Nullable Instant endedAt, Foreseen<Ref, Named<I>> foreseen) {
        if (ref != null) {
            foreseen.set(ref, Named.ended(foreseen.get(ref, named.get(ref)), id, endedAt));
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

    /** What a key names has ended, or begun anew. */
    void end(@Nullable Ref ref, I id, @Nullable Instant endedAt) {
        if (ref != null) {
            named.computeIfPresent(ref, (key, known) -> Named.ended(known, id, endedAt));
        }
    }

    void remove(@Nullable Ref ref, I id) {
        if (ref != null) {
            named.computeIfPresent(ref, (key, known) -> Named.without(known, id));
        }
    }

    /** The newest that a key names and that has not ended, or ended at or after an instant. */
    @Nullable
    I find(Ref ref, Instant since) {
        Named<I> newest = Named.remembered(named.get(ref), since);
        return newest == null ? null : newest.id();
    }

    /** What ended before then has lost its key by now. */
    static Instant forgotten(Instant now) {
        return now.minus(IdempotencyKey.REMEMBERED);
    }
}
