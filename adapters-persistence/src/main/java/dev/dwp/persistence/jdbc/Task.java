package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Something that a writer is to do in a transaction, alone or with others. It is done by the writer's thread, and again
 * from the start when a transaction has to be repeated; its caller waits for the answer, which comes after the commit.
 */
abstract class Task<T> {
    private final Answer<T> answer = new Answer<>();

    /** Says what it is going to change, so that this can be loaded and locked first. */
    void announce(Wanted wanted) {}

    /** Whether it must have a transaction of its own. */
    boolean alone() {
        return false;
    }

    /** Does it. Conditions that do not hold are kept as its answer and are no failure of the transaction. */
    abstract void perform(Transaction transaction) throws SQLException;

    /**
     * The transaction was committed: gives the answer.
     *
     * @param before the head of the log before the transaction's events
     */
    abstract void committed(long before);

    /**
     * It is done once more, after a commit that nobody answered and that, as the database says, did not take place. Should it
     * have taken place nevertheless, the repetition meets what the task itself has written.
     */
    void repeat() {}

    /** Answers that a condition of it does not hold. */
    void refuse(RuntimeException refusal) {
        fail(refusal);
    }

    final void answer(T result) {
        answer.give(result);
    }

    final void fail(RuntimeException failure) {
        answer.fail(failure);
    }

    /** Answers a caller who has no answer yet; only then is the failure made, as its stack is dear. */
    final void failUnlessAnswered(Supplier<RuntimeException> failure) {
        if (!answered()) {
            fail(failure.get());
        }
    }

    /** Tells that its caller has an answer; a second one has no effect. */
    final boolean answered() {
        return answer.isDone();
    }

    final T await() {
        return answer.await();
    }
}
