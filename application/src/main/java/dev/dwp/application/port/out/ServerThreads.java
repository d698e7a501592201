package dev.dwp.application.port.out;

/**
 * Starts the threads that a server lives on. Whatever a turn throws, any {@link Throwable}, is logged, and after a pause the
 * thread takes its next turn; until it runs well again, the server says that it is not ready, naming the thread. Thread-safe.
 */
public interface ServerThreads {

    /**
     * Starts a platform thread that does not keep the JVM alive: for the loops that everything else depends on, so that
     * neither a full heap nor busy carriers of virtual threads hold them up.
     *
     * @return the thread, to be interrupted or joined
     */
    Thread start(String name, Turn turn);

    /** Starts a virtual thread: for loops of which there is one for each peer, or one only now and then. */
    Thread startVirtual(String name, Turn turn);

    /** One round of a thread's loop, which may wait for what there is to do. */
    @FunctionalInterface
    interface Turn {
        /**
         * Takes one turn.
         *
         * @return whether another is to follow; {@code false} ends the thread
         * @throws InterruptedException when the thread was interrupted, which ends it
         */
        boolean take() throws InterruptedException;
    }
}
