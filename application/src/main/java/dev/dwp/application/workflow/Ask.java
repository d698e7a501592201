package dev.dwp.application.workflow;

import java.util.Optional;

/**
 * What a strand asks of its keeper: a change of the timeline, an answer, or both. It is tried again on each turn until it has
 * its answer, and on top of whatever the run has become meanwhile, so it looks at the draft before it writes, and has no
 * other effect than on the draft.
 *
 * @param <T> what it is answered with
 */
@FunctionalInterface
interface Ask<T> {
    /** Writes what is missing into the draft; empty as long as there is something to wait for. */
    Optional<T> attempt(Draft draft);
}
