package dev.dwp.application.port.out;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a claim took.
 *
 * @param items what was taken, as it is now
 * @param again the earliest instant at which the same claim may take more without anything else happening, which may have
 *     passed already where a claim took all it asked for: something will be due, or a limit of rate will let one through;
 *     {@code null} when only a wake-up can bring more. It may be too early now and then, but never too late, and never
 *     such that a claim that took less than it asked for comes back at once. Whoever claims sleeps until then, or until
 *     it is woken
 */
public record Claimed<T>(List<T> items, @Nullable Instant again) {
    /** Keeps its own copy. */
    public Claimed {
        items = List.copyOf(items);
    }

    /** {@link #again}, as an optional. */
    public Optional<Instant> nextLook() {
        return Optional.ofNullable(again);
    }
}
