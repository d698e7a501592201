package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CronState;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of {@code dwp_cron}. */
final class CronRow {
    private CronRow() {}

    static CronState read(Row row) throws SQLException {
        return new CronState(
                row.text("name"), row.text("schedule"), row.time("next_run_at"), row.timeOrNull("last_run_at"));
    }

    static @Nullable Object[] write(CronState state) {
        return Rows.of(state.name(), state.schedule(), Micros.of(state.nextRunAt()), Micros.orNull(state.lastRunAt()));
    }

    /** A state as it will be read back. */
    static CronState cut(CronState state) {
        return new CronState(
                state.name(),
                state.schedule(),
                Micros.cut(state.nextRunAt()),
                state.lastRunAt() == null ? null : Micros.cut(state.lastRunAt()));
    }
}
