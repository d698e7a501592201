package dev.dwp.peers;

import java.util.Arrays;
import java.util.Locale;

/** Waits in nanoseconds, in ascending order. */
record Waits(long[] sorted) {

    /** From each of these times to when the job's handler began; a handler that began before has not waited. */
    static Waits between(long[] from, Tally tally) {
        var waits = new long[from.length];
        for (int number = 0; number < from.length; number++) {
            waits[number] = Math.max(0, tally.begun(number) - from[number]);
        }
        Arrays.sort(waits);
        return new Waits(waits);
    }

    /** The 50th and the 99th percentile in milliseconds, as members of a JSON object. */
    String json(String prefix) {
        return String.format(
                Locale.ROOT,
                "\"%1$s_p50_ms\":%2$.3f,\"%1$s_p99_ms\":%3$.3f",
                prefix,
                percentile(0.50),
                percentile(0.99));
    }

    private double percentile(double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
