package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;

/** Looks at one thing. */
interface Check {
    /** What is looked at: a word or two. */
    String name();

    /** What is found. */
    Finding examine(Evidence evidence) throws SQLException;
}
