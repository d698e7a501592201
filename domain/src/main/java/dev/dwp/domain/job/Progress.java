package dev.dwp.domain.job;

import dev.dwp.domain.frame.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * How far a running job says it is.
 *
 * @param percent 0 to 100
 * @param note a short text for people
 */
public record Progress(int percent, @Nullable String note) {
    private static final int LONGEST_NOTE = 1024;

    /** Checks the range; cleans and shortens the note. */
    public Progress {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A progress of %d percent is not between 0 and 100.".formatted(percent));
        }
        note = note == null ? null : CleanText.of(note, LONGEST_NOTE);
    }
}
