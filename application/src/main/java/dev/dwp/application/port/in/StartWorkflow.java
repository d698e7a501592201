package dev.dwp.application.port.in;

import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.workflow.WorkflowRun;
import org.jspecify.annotations.Nullable;

/** {@code workflow.start} (PROTOCOL §5). */
@FunctionalInterface
public interface StartWorkflow {

    /**
     * Accepts a run, which goes on in the background; when this returns it is stored.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when no workflow has that name, 400 when the input does not fit it, 409
     *     when the key names a run with another input
     */
    Started start(Caller caller, Command command);

    /** What to run. */
    record Command(String name, Value input, @Nullable IdempotencyKey key) {
        /** Refuses (400) a name that no workflow can have. */
        public Command {
            NameLength.require("A workflow's name", name);
        }
    }

    /** The run, and whether this call made it rather than an earlier one with the same key. */
    record Started(WorkflowRun run, boolean created) {}
}
