package dev.dwp.persistence.jdbc;

/**
 * A database that cannot be used, found out while it is opened: it cannot be reached, is another server's, or is none of
 * ours. The message is one sentence for whoever starts the server; nothing was changed.
 */
public final class UnusableStore extends RuntimeException {
    /** Says what is wrong and what to do. */
    UnusableStore(String message) {
        super(message);
    }

    /** Says what is wrong and what to do; keeps the cause for the log. */
    UnusableStore(String message, Throwable cause) {
        super(message, cause);
    }
}
