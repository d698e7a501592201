package dev.dwp.application.store;

import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stored run that decides which changes of it are accepted.
 *
 * @param claim who has taken it up, while it is taken up
 */
public record StoredRun(
        long revision, RunState state, @Nullable RunClaim claim) {
    /** Extracts it from a run. */
    public static StoredRun of(WorkflowRun run) {
        return new StoredRun(run.revision(), run.state(), run.claim());
    }
}
