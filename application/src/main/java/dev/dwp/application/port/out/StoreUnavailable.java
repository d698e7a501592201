package dev.dwp.application.port.out;

/** The store cannot be reached or cannot write; clients get 503 (PROTOCOL §8). */
public sealed class StoreUnavailable extends RuntimeException permits CommitInDoubt {
    /** Keeps the cause for the log. */
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
