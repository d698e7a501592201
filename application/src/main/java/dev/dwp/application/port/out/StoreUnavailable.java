package dev.dwp.application.port.out;

import org.jspecify.annotations.Nullable;

/** The store cannot be reached or cannot write; clients get 503 (PROTOCOL §8). */
public sealed class StoreUnavailable extends RuntimeException permits CommitInDoubt {
    private final @Nullable String reason;

    /** Keeps the cause for the log. */
    public StoreUnavailable(String message, Throwable cause) {
        this(message, null, cause);
    }

    /**
     * The same with a reason that may be shown to clients.
     *
     * @param reason a few words that name nothing of the store's, such as {@code disk full}; {@code null} where there are none
     */
    public StoreUnavailable(String message, @Nullable String reason, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Names the reason in a few words that clients may see; {@code null} where it is not known. */
    public @Nullable String reason() {
        return reason;
    }
}
