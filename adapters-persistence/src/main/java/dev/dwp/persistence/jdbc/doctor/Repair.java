package dev.dwp.persistence.jdbc.doctor;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction in which counts are put right; undone unless it is committed. No two of them run at a time. */
interface Repair extends AutoCloseable {
    /** Where it happens. */
    Connection connection();

    /** From now on until the end, no server changes counts. */
    void holdCounts() throws SQLException;

    /** Makes it last. */
    void commit() throws SQLException;

    @Override
    void close() throws SQLException;
}
