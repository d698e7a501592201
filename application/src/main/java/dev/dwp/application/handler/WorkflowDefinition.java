package dev.dwp.application.handler;

import java.lang.reflect.Type;

/**
 * A workflow under a name and a version. New runs begin with the highest version registered; a run goes on with the
 * version that it began with.
 *
 * @param inputType what the input is bound to before the run is accepted and whenever its code is run
 */
public record WorkflowDefinition(String name, int version, Type inputType, WorkflowHandler<?, ?> handler) {

    /** Version 1 of a workflow. */
    public static <I> WorkflowDefinition of(String name, Class<I> inputType, WorkflowHandler<I, ?> handler) {
        return new WorkflowDefinition(name, 1, inputType, handler);
    }
}
