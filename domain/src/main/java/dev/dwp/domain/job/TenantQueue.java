package dev.dwp.domain.job;

import dev.dwp.domain.session.Tenant;

/** Names the jobs of one tenant in one queue; within a queue, tenants take turns. */
public record TenantQueue(QueueName queue, Tenant tenant) {
    /** Finds the one that a job belongs to. */
    public static TenantQueue of(JobSpec spec) {
        return new TenantQueue(spec.queue(), spec.tenant());
    }
}
