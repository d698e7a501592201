package dev.dwp.application.job;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.GetJob;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code job.get} and {@code job.list}; and the one place that decides whether a job exists for a caller. Thread-safe. */
final class JobReading implements GetJob, ListJobs {
    private final JobStore jobs;

    JobReading(JobStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public Job get(Caller caller, JobId id) {
        return jobs.find(id).filter(job -> visible(caller, job)).orElseThrow(() -> unknown(id));
    }

    @Override
    public Snapshot<Job> snapshot(Caller caller, JobId id) {
        return jobs.snapshot(id)
                .filter(snapshot -> visible(caller, snapshot.item()))
                .orElseThrow(() -> unknown(id));
    }

    @Override
    public List<Job> list(Caller caller, Filter filter, @Nullable JobId before, int limit) {
        return jobs.list(new JobQuery(
                caller.tenant(),
                filter.state(),
                filter.queue(),
                filter.name(),
                filter.key(),
                filter.created(),
                before,
                limit));
    }

    private static boolean visible(Caller caller, Job job) {
        return caller.tenant().sees(job.spec().tenant());
    }

    /** The same whether it does not exist or belongs to another (PROTOCOL §4.3). */
    private static Refusal unknown(JobId id) {
        return Refusal.notFound("There is no job %s.".formatted(id));
    }
}
