package dev.dwp.benchmarks.client;

/** What is done with what comes on a connection; called on the thread of its {@link LoadLoop}. */
public interface Listener {

    /**
     * A request was answered, and not with an error.
     *
     * @param id the request's
     */
    void answered(int id, Received response);

    /** An event came. */
    default void told(Received event) {}
}
