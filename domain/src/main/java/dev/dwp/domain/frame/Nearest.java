package dev.dwp.domain.frame;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant who mistyped it. */
public final class Nearest {
    private Nearest() {}

    /** The candidate that takes the fewest single-character edits to reach; there must be one. */
    public static String to(String typed, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(typed, candidate)))
                .orElseThrow(() -> new IllegalArgumentException("There is nothing to choose from."));
    }

    /**
     * Asks, as the end of a sentence, whether somebody meant the nearest candidate; empty when none is near: two letters
     * off, or a third of its length (PROTOCOL §4.2).
     */
    public static String suggestion(String typed, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> near(typed, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(typed, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(" Did you mean '%s'?"::formatted)
                .orElse("");
    }

    private static boolean near(String typed, String candidate) {
        int most = Math.max(2, candidate.length() / 3);
        return Math.abs(typed.length() - candidate.length()) <= most && distance(typed, candidate) <= most;
    }

    /** Levenshtein's distance, one row of its table at a time. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
