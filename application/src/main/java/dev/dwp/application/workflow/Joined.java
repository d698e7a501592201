package dev.dwp.application.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All branches of a strand have ended.
 *
 * @param failed the one that threw first
 */
record Joined(@Nullable Strand failed) {
    Optional<Strand> firstFailed() {
        return Optional.ofNullable(failed);
    }
}
