package dev.dwp.application.handler;

/**
 * Says that trying again is of no use: thrown by a handler, or by a step of a workflow, it fails the job or step at once,
 * whatever retries are left.
 */
public class PermanentFailure extends RuntimeException {
    /** Fails with a sentence for people. */
    public PermanentFailure(String message) {
        super(message);
    }

    /** Fails with a sentence for people and what led to it, for the log. */
    public PermanentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
