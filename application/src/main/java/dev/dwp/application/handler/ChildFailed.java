package dev.dwp.application.handler;

import dev.dwp.domain.workflow.RunId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A child of a workflow that was waited for could not be started, has failed, or was cancelled. */
public final class ChildFailed extends RuntimeException {
    private final String step;
    private final @Nullable RunId child;

    /** Names the step and the child, if it was started, and says what became of it. */
    public ChildFailed(String step, @Nullable RunId child, String error) {
        super(
                child == null
                        ? "The child '%s' could not be started: %s".formatted(step, error)
                        : "The child '%s' (%s) did not complete: %s".formatted(step, child, error));
        this.step = step;
        this.child = child;
    }

    /** The step's name. */
    public String step() {
        return step;
    }

    /** The child; empty when it could not be started. */
    public Optional<RunId> child() {
        return Optional.ofNullable(child);
    }
}
