package dev.dwp.persistence.jdbc;

import java.sql.SQLException;

/** Something to be read, and who waits for it. */
final class ReadTask<T> {
    private final Query<T> query;
    private final Answer<T> answer = new Answer<>();

    /** What to read. */
    @FunctionalInterface
    interface Query<T> {
        T in(Session session) throws SQLException;
    }

    ReadTask(Query<T> query) {
        this.query = query;
    }

    /** Reads, and answers unless the database failed. */
    void perform(Session session) throws SQLException {
        try {
            answer.give(query.in(session));
        } catch (RuntimeException | Error e) {
            answer.fail(new IllegalStateException("What is stored could not be read.", e));
        }
    }

    void fail(RuntimeException failure) {
        answer.fail(failure);
    }

    T await() {
        return answer.await();
    }
}
