package dev.dwp.application.store;

import dev.dwp.domain.workflow.Publication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job, run or publication that an idempotency key names. Lists of them are immutable and have the newest first.
 *
 * @param endedAt when it ended; {@code null} while it has not
 */
public record KeyOwner(
        String id, Instant createdAt, @Nullable Instant endedAt) {
    private static final Comparator<KeyOwner> NEWEST = Comparator.comparing(KeyOwner::createdAt)
            .thenComparing(KeyOwner::id)
            .reversed();

    /** The owner that a publication is of its key: it ends as it is made. */
    public static KeyOwner of(Publication publication) {
        return new KeyOwner(publication.signal().text(), publication.publishedAt(), publication.publishedAt());
    }

    /** Tells that the key still names it at an instant, of which {@code since} is as long ago as keys are remembered. */
    private boolean remembered(Instant since) {
        return endedAt == null || !endedAt.isBefore(since);
    }

    /** The newest that has not ended, or ended at or after an instant. */
    public static Optional<KeyOwner> remembered(List<KeyOwner> owners, Instant since) {
        for (KeyOwner owner : owners) {
            if (owner.remembered(since)) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    /** Adds an owner, or replaces the one of the same id. */
    public static List<KeyOwner> with(List<KeyOwner> owners, KeyOwner another) {
        if (owners.isEmpty()) {
            return List.of(another);
        }
        List<KeyOwner> more = new ArrayList<>(without(owners, another.id()));
        more.add(another);
        more.sort(NEWEST);
        return List.copyOf(more);
    }

    /** Removes the owner of an id. */
    public static List<KeyOwner> without(List<KeyOwner> owners, String id) {
        return owners.stream().filter(owner -> !owner.id().equals(id)).toList();
    }

    /** Replaces the end of an owner: it has ended, or begun anew where {@code endedAt} is absent. */
    static List<KeyOwner> ended(List<KeyOwner> owners, String id, @Nullable Instant endedAt) {
        for (KeyOwner owner : owners) {
            if (owner.id().equals(id)) {
                return with(owners, new KeyOwner(id, owner.createdAt(), endedAt));
            }
        }
        return owners;
    }
}
