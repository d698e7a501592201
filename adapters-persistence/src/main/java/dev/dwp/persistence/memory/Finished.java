package dev.dwp.persistence.memory;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Things that have finished and may be deleted once they are old: at once those without a key, and those with one when it
 * has been forgotten. Guarded by the store's lock.
 */
final class Finished<T> {
    private final Function<T, Life> lives;
    private final Timetable<T> remembered = new Timetable<>();
    private final Timetable<T> deletable = new Timetable<>();

    /** Of what was created before then, the key has been forgotten. */
    private Instant forgotten = Instant.MIN;

    /** What counts of a thing's life. */
    record Life(String id, boolean keyed, Instant createdAt, Instant finishedAt) {}

    Finished(Function<T, Life> lives) {
        this.lives = lives;
    }

    void index(T thing, boolean add) {
        Life life = lives.apply(thing);
        if (keyRemembered(life)) {
            remembered.index(life.createdAt(), life.id(), thing, add);
        } else {
            deletable.index(life.finishedAt(), life.id(), thing, add);
        }
    }

    private boolean keyRemembered(Life life) {
        return life.keyed() && !life.createdAt().isBefore(forgotten);
    }

    /** The oldest of those that finished before an instant, and whose key is not remembered at {@code now}. */
    List<T> before(Instant before, Instant now, int limit) {
        Instant forgottenNow = Keys.forgotten(now);
        if (forgottenNow.isAfter(forgotten)) {
            List<T> freed = remembered.before(forgottenNow, Integer.MAX_VALUE, thing -> true);
            freed.forEach(thing -> index(thing, false));
            forgotten = forgottenNow;
            freed.forEach(thing -> index(thing, true));
        }
        return deletable.before(before, limit, thing -> {
            Life life = lives.apply(thing);
            return !life.keyed() || life.createdAt().isBefore(forgottenNow);
        });
    }
}
