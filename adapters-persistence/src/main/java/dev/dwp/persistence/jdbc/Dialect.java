package dev.dwp.persistence.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the two databases do differently. Thread-safe; its methods run on the thread that has the session. */
interface Dialect {

    /** The text that this database reads. */
    String text(Sql sql);

    /** Runs a query with a set of rows as its parameters, and collects what it finds. */
    <T> List<T> listAll(Session session, Sql sql, RowReader<T> reader, List<@Nullable Object[]> rows)
            throws SQLException;

    /** Runs a write with a set of rows as its parameters. */
    void updateAll(Session session, Sql sql, List<@Nullable Object[]> rows) throws SQLException;

    /** Runs writes, one after the other. */
    void updateAll(Session session, List<WriteBatch> batches) throws SQLException;

    /** Asks queries, one after the other. */
    void ask(Session session, List<Question<?>> questions) throws SQLException;

    /** Undoes the transaction under way, if there is one. */
    void rollback(Session session) throws SQLException;

    /** What went wrong. */
    Trouble troubleOf(SQLException failure);

    /** Says in a few words why a database does not work, where that is something that an operator knows by name. */
    @Nullable
    String reason(SQLException failure);

    /** What can go wrong with a statement. */
    enum Trouble {
        /** The connection is gone, or the database cannot write: nothing will work until that has changed. */
        AWAY,
        /** Another transaction was in the way: the same again may well work. */
        CLASH,
        /** A row of that key is there already. */
        DUPLICATE,
        /** The statement itself, or what was to be stored. */
        OTHER
    }
}
