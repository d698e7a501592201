package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.JobCountKey;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import java.sql.SQLException;
import java.util.Locale;

/** Columns that jobs and counts of jobs have in common. */
final class JobColumns {
    private static final String SCHEDULED = "later";

    private JobColumns() {}

    /** The column {@code place}, by which the indexes that claims use are cut. */
    static String place(JobPhase phase) {
        return phase == JobPhase.SCHEDULED ? SCHEDULED : phase.name().toLowerCase(Locale.ROOT);
    }

    /** Reads the column {@code place}. */
    static JobPhase phase(Row row) throws SQLException {
        String place = row.text("place");
        return place.equals(SCHEDULED) ? JobPhase.SCHEDULED : JobPhase.valueOf(place.toUpperCase(Locale.ROOT));
    }

    static QueueName queueName(Row row) throws SQLException {
        return new QueueName(row.text("queue"));
    }

    static TenantQueue queue(Row row) throws SQLException {
        return new TenantQueue(new QueueName(row.text("queue")), row.tenant());
    }

    static JobCountKey countKey(Row row) throws SQLException {
        return new JobCountKey(queue(row), row.text("name"), JobState.named(row.text("state")), phase(row));
    }
}
