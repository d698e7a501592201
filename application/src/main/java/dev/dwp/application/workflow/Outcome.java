package dev.dwp.application.workflow;

import org.jspecify.annotations.Nullable;

/** How a piece of a user's code ended. */
sealed interface Outcome {
    /** It returned. */
    record Returned(@Nullable Object result) implements Outcome {}

    /** It threw, or its time was up. */
    record Threw(Throwable thrown) implements Outcome {}

    /** It was made to end. */
    record Unwound() implements Outcome {}
}
