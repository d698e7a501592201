package dev.dwp.application.chore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One turn of a {@link Chore}. */
@FunctionalInterface
public interface Turn {

    /**
     * Does what there is to do now, and may block.
     *
     * @return when to take the next turn, which may have passed already; {@code null} when only a wake-up should bring it
     */
    @Nullable
    Instant take();
}
