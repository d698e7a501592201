package dev.dwp.application.handler;

import dev.dwp.domain.frame.NameLength;
import java.lang.reflect.Type;

/**
 * A workflow under a name and a version. New runs begin with the highest version registered; a run goes on with the
 * version that it began with.
 *
 * @param inputType what the input is bound to before the run is accepted and whenever its code is run
 */
public record WorkflowDefinition(String name, int version, Type inputType, WorkflowHandler<?, ?> handler) {

    /** Checks that it can be asked for. */
    public WorkflowDefinition {
        if (!NameLength.fits(name)) {
            throw new IllegalArgumentException("A workflow needs a name of 1 to %d characters; '%s' has %d."
                    .formatted(NameLength.LONGEST, name, name.length()));
        }
    }

    /** Version 1 of a workflow. */
    public static <I> WorkflowDefinition of(String name, Class<I> inputType, WorkflowHandler<I, ?> handler) {
        return new WorkflowDefinition(name, 1, inputType, handler);
    }
}
