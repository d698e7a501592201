package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.util.List;

/** Compares the counts that claims and statistics read with the rows that they count. */
final class Counts implements Check {
    private final CountTable table;

    Counts(CountTable table) {
        this.table = table;
    }

    @Override
    public String name() {
        return table.title();
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        List<Difference> differences = Difference.all(evidence.connection(), table);
        if (differences.isEmpty()) {
            return Finding.ok(name(), "they agree with the rows");
        }
        return Finding.fail(
                name(),
                "%d differ from the rows, such as %s".formatted(differences.size(), differences.getFirst()),
                "Run: dwp doctor --repair");
    }
}
