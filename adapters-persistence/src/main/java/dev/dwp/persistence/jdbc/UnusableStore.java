package dev.dwp.persistence.jdbc;

/**
 * A database that cannot be used, found out while it is opened: it cannot be reached, is another server's, or is none of
 * ours. The message is one sentence for whoever starts the server; nothing was changed.
 */
public final class UnusableStore extends RuntimeException {
    private final boolean passing;

    /** Says what is wrong and what to do. */
    UnusableStore(String message) {
        super(message);
        this.passing = false;
    }

    /** Says what is wrong and what to do; keeps the cause for the log. */
    UnusableStore(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** Says what is wrong, and whether it may pass by itself. */
    UnusableStore(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** Tells whether it may be usable later, with nothing changed here: it is starting, say, or the network is away. */
    public boolean passing() {
        return passing;
    }
}
