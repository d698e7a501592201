package dev.dwp.application.handler;

import org.jspecify.annotations.Nullable;

/**
 * The code of a workflow. It is run from the top whenever the run is taken up, and every step that has finished returns
 * what it returned before instead of running again; so everything that has effects, reads a clock or draws a random
 * number belongs into a step, and the code between steps must do the same each time (PROTOCOL §6).
 *
 * @param <I> what the input is bound to
 * @param <O> what it returns; becomes the run's output
 */
@FunctionalInterface
public interface WorkflowHandler<I, O> {

    /** Runs the code. Whatever it throws fails the run, after its compensations have run in reverse order. */
    @Nullable
    O run(Workflow workflow, I input) throws Exception;
}
