package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.sql.SQLException;

/** The jobs of one tenant in one queue; tenants take turns. */
record Lane(QueueName queue, Tenant tenant) {
    static Lane of(JobSpec spec) {
        return new Lane(spec.queue(), spec.tenant());
    }

    static Lane read(Row row) throws SQLException {
        return new Lane(new QueueName(row.text("queue")), row.tenant());
    }
}
