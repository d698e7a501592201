package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a transaction needs to know of a job that it changes. */
record JobNow(
        long revision,
        JobState state,
        Place place,
        @Nullable Lease lease) {
    static JobNow of(Job job, Place place) {
        return new JobNow(job.revision(), job.state(), place, job.lease());
    }

    static JobNow read(Row row) throws SQLException {
        return new JobNow(
                row.number("revision"), JobRow.stateOf(row), Place.named(row.text("place")), JobRow.lease(row));
    }
}
