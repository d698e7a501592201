package dev.dwp.application.job;

import dev.dwp.domain.frame.Value;
import org.jspecify.annotations.Nullable;

/** How an attempt went. */
sealed interface HandlerOutcome {

    /** The handler returned something that can be stored. */
    record Returned(Value result) implements HandlerOutcome {}

    /**
     * The attempt failed.
     *
     * @param error a sentence for those who may read the job
     * @param permanent whether trying again is of no use
     * @param cause for the log; {@code null} where the sentence says it all
     */
    record Failed(String error, boolean permanent, @Nullable Throwable cause) implements HandlerOutcome {}

    /** A failure that the engine found itself. */
    static Failed failed(String error) {
        return new Failed(LastError.of(error), false, null);
    }
}
