package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.port.out.Waiter;
import java.sql.SQLException;

/** A row with a run, and with an entry of its timeline whose columns begin with {@code e_}. */
final class WaiterRow {
    private static final String ENTRY = "e_";

    private WaiterRow() {}

    static Waiter read(Row row, ValueFormat format) throws SQLException {
        return new Waiter(RunRow.read(row, format), EntryRow.read(row.under(ENTRY), format));
    }
}
