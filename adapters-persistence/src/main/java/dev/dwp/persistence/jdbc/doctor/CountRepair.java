package dev.dwp.persistence.jdbc.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds to each count what it lacks, beside the servers that work on the store. */
final class CountRepair implements Check {
    private final Subject subject;
    private final CountTable table;

    CountRepair(Subject subject, CountTable table) {
        this.subject = subject;
        this.table = table;
    }

    @Override
    public String name() {
        return "repair";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        try (Repair repair = subject.repair()) {
            List<Difference> differences = Difference.all(repair.connection(), table);
            if (!differences.isEmpty()) {
                repair.holdCounts();
                add(repair.connection(), differences);
            }
            repair.commit();
            return Finding.ok(name(), "%s: %d put right".formatted(table.title(), differences.size()));
        }
    }

    private void add(Connection connection, List<Difference> differences) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.addition())) {
            for (Difference difference : differences) {
                int column = 1;
                for (String part : difference.key()) {
                    statement.setString(column++, part);
                }
                statement.setLong(column, difference.missing());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
