package dev.dwp.application.port.out;

import java.time.InstantSource;

/**
 * Everything that one store provides; its parts see each other's commits at once. What is read is what was written, with
 * instants cut to the microsecond at most. Once closed, everything throws {@link StoreUnavailable}.
 */
public interface Store extends AutoCloseable {

    /** A short name for {@code stats} and start-up messages, such as {@code memory}. */
    String kind();

    /** The one way to write. */
    Commits commits();

    /** Jobs. */
    JobStore jobs();

    /** Workflow runs. */
    RunStore runs();

    /** Signals. */
    SignalStore signals();

    /** Events. */
    EventLog events();

    /** Cron entries. */
    CronStore crons();

    /** The servers that work on this store. */
    NodeStore nodes();

    /** Whether other servers may work on this store at the same time: then leases of theirs can run out unheard. */
    boolean shared();

    /** Whether a commit waits for nothing but memory: then a thread that others wait for may commit by itself. */
    default boolean commitsAtOnce() {
        return false;
    }

    /** Hints of news. */
    Wakeups wakeups();

    /**
     * The clock by which leases, due times and firings on this store are to be told: where other servers work on it too, one
     * that all of them agree on, however far their own are apart.
     *
     * @param own this server's own clock
     */
    default InstantSource clock(InstantSource own) {
        return own;
    }

    /** Whether it can be reached and written now; what readiness reports. */
    boolean healthy();

    /**
     * Lets go of a database that does not answer, without waiting for it: what is under way fails at once, and everything
     * else from now on, with {@link StoreUnavailable}. To be closed afterwards, which then waits for nobody.
     */
    default void disconnect() {}

    @Override
    void close();
}
