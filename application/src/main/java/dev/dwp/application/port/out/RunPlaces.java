package dev.dwp.application.port.out;

/**
 * Bounds how many runs a claim takes. Runs that are to stop have places of their own, so that nothing that other runs do
 * holds a cancellation up (PROTOCOL §5).
 *
 * @param ordinary for runs that go on
 * @param stopping for runs that were cancelled and have compensations to run
 */
public record RunPlaces(int ordinary, int stopping) {
    /** Checks the ranges. */
    public RunPlaces {
        if (ordinary < 0 || stopping < 0) {
            throw new IllegalArgumentException(
                    "There cannot be %d and %d places for runs.".formatted(ordinary, stopping));
        }
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
