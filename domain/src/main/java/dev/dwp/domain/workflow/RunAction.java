package dev.dwp.domain.workflow;

import static dev.dwp.domain.workflow.RunState.CANCELLED;
import static dev.dwp.domain.workflow.RunState.COMPLETED;
import static dev.dwp.domain.workflow.RunState.FAILED;
import static dev.dwp.domain.workflow.RunState.RUNNING;

import java.util.Map;
import java.util.Optional;

/** What can happen to a run: the transition table of its lifecycle, drawn in {@code docs/architecture.md}. */
public enum RunAction {
    /** It is accepted; the only action without a state before it. */
    START(Map.of()),
    /** A worker takes it up, under a lease, to run its code from the last remembered step. */
    CLAIM(Map.of(RUNNING, RUNNING)),
    /** An entry of its timeline began or ended. */
    ADVANCE(Map.of(RUNNING, RUNNING)),
    /** All of its code waits: the worker lets go of it until something wakes it. */
    SUSPEND(Map.of(RUNNING, RUNNING)),
    /** Its worker stops and hands it back. */
    RELEASE(Map.of(RUNNING, RUNNING)),
    /** Someone no longer wants it: its compensations run next. */
    REQUEST_CANCEL(Map.of(RUNNING, RUNNING)),
    /** Its code failed: its compensations run next. */
    ROLL_BACK(Map.of(RUNNING, RUNNING)),
    /** Its code returned. */
    COMPLETE(Map.of(RUNNING, COMPLETED)),
    /** Its code failed, and its compensations have run. */
    FAIL(Map.of(RUNNING, FAILED)),
    /** It was cancelled, and its compensations have run. */
    CANCEL(Map.of(RUNNING, CANCELLED)),
    /** Someone lets it go on again from one of its steps. */
    REPLAY(Map.of(COMPLETED, RUNNING, FAILED, RUNNING, CANCELLED, RUNNING));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of, which nothing can change
    private final Map<RunState, RunState> transitions;

    RunAction(Map<RunState, RunState> transitions) {
        this.transitions = transitions;
    }

    /** The state this leads to from {@code state}; empty when it may not happen there. */
    public Optional<RunState> from(RunState state) {
        return Optional.ofNullable(transitions.get(state));
    }
}
