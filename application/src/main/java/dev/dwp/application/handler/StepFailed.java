package dev.dwp.application.handler;

/**
 * A step of a workflow has failed in its last attempt; or what it remembered, or what an event carried, is not what the code
 * wants to read it as. Workflow code may catch it and go on another way; the failure is remembered like a result.
 */
public final class StepFailed extends RuntimeException {
    private final String step;

    /** Names the step and says what it failed with. */
    public StepFailed(String step, String error) {
        super(error);
        this.step = step;
    }

    /** Names the step and keeps what it failed with. */
    public StepFailed(String step, String error, Throwable cause) {
        super(error, cause);
        this.step = step;
    }

    /** The step's name. */
    public String step() {
        return step;
    }
}
