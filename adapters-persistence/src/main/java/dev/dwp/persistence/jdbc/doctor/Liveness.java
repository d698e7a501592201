package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;

/**
 * Which nodes count as alive.
 *
 * @param beating whether nodes say again and again that they are there; on a SQLite file the only one says it at its start, and
 *     takes leave at its end
 */
record Liveness(boolean beating) {
    private static final String COUNT = """
            SELECT count(*) AS n FROM dwp_node WHERE seen_at >= ?
            """;

    /** Those that were seen since then, as a column has it. */
    long since(Evidence evidence) {
        return beating ? evidence.ago(evidence.norms().lease()) : Long.MIN_VALUE;
    }

    /** How many there are. */
    long count(Evidence evidence) throws SQLException {
        return evidence.one(COUNT, row -> row.getLong("n"), since(evidence));
    }
}
