package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Cursor;

/** The one way to write: all of a set or nothing of it, with its events at the end of the log. Thread-safe. */
public interface Commits {

    /**
     * Applies a set; when this returns, the set is as durable as the store promises.
     *
     * @return the head of the log just after the set's events
     * @throws StaleWrite when a change's condition does not hold any more: read again and decide again
     * @throws KeyTaken when a new job's or run's key already names another
     * @throws CommitInDoubt when the store went away meanwhile and all of it or nothing was applied
     * @throws StoreUnavailable when the store cannot be reached; nothing was applied unless it is a {@link CommitInDoubt}
     */
    Cursor commit(Changeset changes);
}
