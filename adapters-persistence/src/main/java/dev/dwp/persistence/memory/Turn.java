package dev.dwp.persistence.memory;

import java.util.Comparator;

/**
 * When it is a lane's turn: where the fewest jobs run, and among those where one was taken longest ago.
 *
 * @param served a number that grows with each job taken, unlike any other lane's
 */
record Turn(long running, long served) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER =
            Comparator.comparingLong(Turn::running).thenComparingLong(Turn::served);

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
