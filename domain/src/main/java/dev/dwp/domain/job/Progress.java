package dev.dwp.domain.job;

import org.jspecify.annotations.Nullable;

/**
 * How far a running job says it is.
 *
 * @param percent 0 to 100
 * @param note a short text for people
 */
public record Progress(int percent, @Nullable String note) {
    private static final int LONGEST_NOTE = 1024;

    /** Checks the range and shortens an overlong note. */
    public Progress {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A progress of %d percent is not between 0 and 100.".formatted(percent));
        }
        if (note != null && note.length() > LONGEST_NOTE) {
            boolean withinPair = Character.isHighSurrogate(note.charAt(LONGEST_NOTE - 1));
            note = note.substring(0, withinPair ? LONGEST_NOTE - 1 : LONGEST_NOTE);
        }
    }
}
