package dev.dwp.persistence.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Things that have finished and may be deleted once they are old, those with a key no earlier than it is forgotten. Guarded
 * by the store's lock.
 */
final class Finished<T> {
    private final Function<T, Life> lives;
    private final InstantIndex<T> keyed = new InstantIndex<>();
    private final InstantIndex<T> others = new InstantIndex<>();

    /** What counts of a thing's life. */
    record Life(String id, boolean keyed, Instant finishedAt) {}

    Finished(Function<T, Life> lives) {
        this.lives = lives;
    }

    void index(T thing, boolean add) {
        Life life = lives.apply(thing);
        (life.keyed() ? keyed : others).index(life.finishedAt(), life.id(), thing, add);
    }

    /** The oldest of those that finished before an instant, and whose key is not remembered at {@code now}. */
    List<T> before(Instant before, Instant now, int limit) {
        Instant forgotten = Keys.forgotten(now);
        return Stream.concat(
                        keyed.before(forgotten.isBefore(before) ? forgotten : before, limit).stream(),
                        others.before(before, limit).stream())
                .sorted(Comparator.comparing(thing -> lives.apply(thing).finishedAt()))
                .limit(limit)
                .toList();
    }
}
