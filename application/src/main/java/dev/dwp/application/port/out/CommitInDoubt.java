package dev.dwp.application.port.out;

/**
 * The store went away during a commit and stayed away, so that nobody can tell whether the change has taken place; clients
 * get 503 (PROTOCOL §8) and are told. Where it is repeated, revisions and idempotency keys see to it that it is done once.
 */
public final class CommitInDoubt extends StoreUnavailable {
    /** Keeps the cause for the log. */
    public CommitInDoubt(String message, Throwable cause) {
        super(message, cause);
    }
}
