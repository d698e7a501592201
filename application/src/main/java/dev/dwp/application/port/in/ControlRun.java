package dev.dwp.application.port.in;

import dev.dwp.domain.workflow.RunId;

/** {@code workflow.cancel} and {@code workflow.replay} (PROTOCOL §5). */
public interface ControlRun {

    /**
     * Stops a run: its compensations run, and its awaited children are cancelled; does nothing to one cancelled before.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller, 409 when it has finished
     */
    void cancel(Caller caller, RunId id);

    /**
     * Lets a finished run go on again from a step, forgetting those after it.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when run or step do not exist for this caller, 409 when it still runs
     */
    void replay(Caller caller, RunId id, String fromStep);
}
