package dev.dwp.benchmarks.figures;

import java.util.Arrays;

/** Every single time of a sample; nothing is put into buckets. */
public final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    /** Adds one, in nanoseconds. */
    public void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * The time that so many of all did not exceed, in milliseconds; not a number when there is none.
     *
     * @param fraction from 0 to 1
     */
    public double percentile(double fraction) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(nanos, 0, count);
        return nanos[(int) Math.min(count - 1L, (long) Math.floor(fraction * count))] / NANOS_PER_MILLI;
    }
}
