package dev.dwp.application.frame;

/**
 * Allows one request to make its answer, of which only so many are made at the same time. A request that waits for something
 * else gives it back meanwhile. Used by one thread.
 */
public interface AnswerPermit extends AutoCloseable {
    /** For answers that are small, and need none. */
    AnswerPermit NONE = new AnswerPermit() {
        @Override
        public void take() {}

        @Override
        public void close() {}
    };

    /** Waits for it. */
    void take();

    /** Gives it back, unless it has been given back already. */
    @Override
    void close();
}
