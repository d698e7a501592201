package dev.dwp.domain.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.PENDING;
import static dev.dwp.domain.job.JobState.RETRYING;
import static dev.dwp.domain.job.JobState.RUNNING;

import java.util.Map;
import java.util.Optional;

/** What can happen to a job: the transition table of its lifecycle, drawn in {@code docs/architecture.md}. */
public enum JobAction {
    /** It is accepted; the only action without a state before it. */
    ENQUEUE(Map.of()),
    /** A worker takes it, under a lease. */
    CLAIM(Map.of(PENDING, RUNNING, RETRYING, RUNNING)),
    /** Its handler tells how far it is. */
    PROGRESS(Map.of(RUNNING, RUNNING)),
    /** Its handler returned. */
    COMPLETE(Map.of(RUNNING, COMPLETED)),
    /** An attempt failed and another will follow. */
    RETRY(Map.of(RUNNING, RETRYING)),
    /** Its worker stops and hands it back, not counting the attempt. */
    RELEASE(Map.of(RUNNING, RETRYING)),
    /** The last attempt failed: it becomes a dead letter. */
    FAIL(Map.of(RUNNING, FAILED)),
    /** Someone no longer wants it. */
    CANCEL(Map.of(PENDING, CANCELLED, RETRYING, CANCELLED, RUNNING, CANCELLED)),
    /** Someone brings a dead letter back. */
    REPLAY(Map.of(FAILED, PENDING));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of, which nothing can change
    private final Map<JobState, JobState> transitions;

    JobAction(Map<JobState, JobState> transitions) {
        this.transitions = transitions;
    }

    /** The state this leads to from {@code state}; empty when it may not happen there. */
    public Optional<JobState> from(JobState state) {
        return Optional.ofNullable(transitions.get(state));
    }
}
