package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.JobState;
import java.sql.SQLException;

/** What jobs are counted by: those of one lane and name that stand in one place. */
record Standing(Lane lane, String name, JobState state, Place place) {
    static Standing read(Row row) throws SQLException {
        return new Standing(
                Lane.read(row), row.text("name"), JobState.named(row.text("state")), Place.named(row.text("place")));
    }
}
