package dev.dwp.application.job;

import dev.dwp.application.port.out.JobStore;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * What of a claim may begin. A claim can wait for transactions of other nodes for so long that the leases which it wrote
 * have nearly run out, or have, when it returns: then another node may take the jobs at any moment. Thread-safe.
 */
final class HeldClaims {
    private final JobStore jobs;
    private final InstantSource clock;
    private final WorkerSettings settings;

    HeldClaims(JobEngineParts parts) {
        this.jobs = parts.store().jobs();
        this.clock = parts.clock();
        this.settings = parts.settings();
    }

    /**
     * The jobs that have most of their lease before them: as they are, or renewed; without those that were lost meanwhile.
     *
     * @param lease under which all of them were claimed
     */
    List<Job> of(List<Job> claimed, Lease lease) {
        List<Job> held = claimed;
        Instant until = lease.until();
        while (!held.isEmpty()
                && clock.instant().isAfter(until.minus(settings.lease().dividedBy(2)))) {
            Lease longer = new Lease(settings.worker(), clock.instant().plus(settings.lease()));
            until = longer.until();
            held = renewed(held, longer);
        }
        return held;
    }

    private List<Job> renewed(List<Job> claimed, Lease longer) {
        Set<JobId> held =
                jobs.renew(longer.worker(), claimed.stream().map(Job::id).toList(), longer.until());
        return claimed.stream()
                .filter(job -> held.contains(job.id()))
                .map(job -> job.renewed(longer))
                .toList();
    }
}
