package dev.dwp.application.workflow;

import dev.dwp.domain.frame.Value;

/** What becomes of a run whose code has ended. */
sealed interface Fate {
    /** Its code returned. */
    record Completed(Value output) implements Fate {}

    /** Its code failed: it rolls back, then it has failed. */
    record Failed(String error) implements Fate {}

    /** It was cancelled: it rolls back, then it is cancelled. */
    record Cancelled() implements Fate {}

    /** Its code ended because this worker has to stop: another goes on. */
    record Yielded() implements Fate {}
}
