package dev.dwp.application.port.out;

/**
 * Tells when there may be something new, so that nobody polls. A hint: it may come for nothing, and where a store cannot
 * promise it (another node, a lost connection) the store itself sends one now and then. Thread-safe.
 */
public interface Wakeups {

    /**
     * Calls {@code wake} after each commit that may concern a topic, on any thread, outside any lock; it must be quick
     * and must not block. One that throws harms neither the commit nor the others.
     *
     * @return ends the calls when closed
     */
    Registration on(Topic topic, Runnable wake);

    /** What there may be new. */
    enum Topic {
        /** Events at the head of the log. */
        EVENTS,
        /** Events that another server has committed: only a read of the log finds them. Rung beside {@link #EVENTS}. */
        REMOTE_EVENTS,
        /** A job that is due, or due earlier than known, or a queue that is no longer paused. */
        JOBS,
        /** A job that ran has ended: a queue whose concurrency is bounded has room again. */
        ROOM,
        /** A run whose code should be taken up. */
        RUNS,
        /**
         * A running job was cancelled, or taken from its worker after its lease ran out, or the same happened to a claimed
         * run, or such a run is to look at what changed from outside.
         */
        INTERRUPTS
    }

    /** Ends what it stands for. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
