package dev.dwp.application.port.out;

import java.time.Instant;
import java.util.List;

/**
 * State changes that are one atomic act with each other and with the events that tell of them (PROTOCOL §7.3).
 *
 * @param at the time on the events
 */
public record Changeset(Instant at, List<Change> changes) {

    /** Keeps its own copy of the changes. */
    public Changeset {
        changes = List.copyOf(changes);
    }

    /** Changes that go together. */
    public static Changeset of(Instant at, Change... changes) {
        return new Changeset(at, List.of(changes));
    }
}
