package dev.dwp.application.port.out;

import dev.dwp.domain.session.Tenant;
import java.util.Map;

/**
 * Bounds how many runs a claim takes. Runs that are to stop have places of their own, so that nothing that other runs do
 * holds a cancellation up (PROTOCOL §5).
 *
 * @param ordinary for runs that go on
 * @param stopping for runs that were cancelled and have compensations to run
 * @param turns of tenants that had a place before, the number of their last turn: among tenants of which equally many runs
 *     are taken up the lowest goes first, after those that are not named
 */
public record RunPlaces(int ordinary, int stopping, Map<Tenant, Long> turns) {
    /** Checks the ranges; keeps its own copy. */
    public RunPlaces {
        if (ordinary < 0 || stopping < 0) {
            throw new IllegalArgumentException(
                    "There cannot be %d and %d places for runs.".formatted(ordinary, stopping));
        }
        turns = Map.copyOf(turns);
    }

    /** Places that no tenant had before. */
    public RunPlaces(int ordinary, int stopping) {
        this(ordinary, stopping, Map.of());
    }

    /** As many for either kind. */
    public static RunPlaces of(int each) {
        return new RunPlaces(each, each);
    }

    /** Whether there is none at all. */
    public boolean none() {
        return ordinary == 0 && stopping == 0;
    }

    /** The places for one kind. */
    public int of(boolean stop) {
        return stop ? stopping : ordinary;
    }
}
