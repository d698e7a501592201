package dev.dwp.persistence.jdbc.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A database that is looked at. */
interface Subject {
    /** Where it is, without what may be secret. */
    String place();

    /**
     * A connection on which nothing can be changed.
     *
     * @throws dev.dwp.persistence.jdbc.UnusableStore with a sentence, when looking at it would show something else
     */
    Connection connect() throws SQLException;

    /** Begins to put counts right. */
    Repair repair() throws SQLException;

    /** The time that its servers go by. */
    Instant now(Connection connection, InstantSource own) throws SQLException;

    /** That it can be reached, and what it is. */
    Check greeting();

    /** That its tables are those that this version expects. Where it fails, no other check makes sense. */
    Check schema();

    /** Everything else. */
    List<Check> checks();
}
