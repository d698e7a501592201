package dev.dwp.domain.job;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Jobs to try things with, and a hand that lets anything happen to them. */
public final class JobSamples {
    public static final Instant NOW = Instant.parse("2026-01-31T10:30:00Z");
    public static final JobId ID = new JobId("job_" + Base32Id.encode(1, 1));
    public static final WorkerId WORKER = new WorkerId("wkr_" + Base32Id.encode(1, 2));
    public static final Duration PAUSE = Duration.ofSeconds(4);
    public static final Value RESULT = Value.of("done");
    public static final Progress HALF = new Progress(50, "half");

    private JobSamples() {}

    /** What belongs to an org. */
    public static JobSpec spec() {
        return of(new Tenant("app", "org"));
    }

    /** What belongs to that tenant. */
    public static JobSpec of(Tenant tenant) {
        QueueName queue = new QueueName("mail");
        RetryPolicy retry = RetryPolicy.DEFAULT;
        return new JobSpec("send-email", queue, Value.EMPTY, 0, retry, Duration.ofMinutes(5), null, tenant, null);
    }

    /** A job to which that has happened, a second apart, from {@link #NOW} on. */
    public static JobChange after(JobAction... actions) {
        JobChange change = Job.enqueue(ID, spec(), NOW, NOW);
        for (JobAction action : actions) {
            Job job = change.job();
            change = act(job, action, job.updatedAt().plusSeconds(1));
        }
        return change;
    }

    /** A job in that state. */
    public static Job in(JobState state) {
        return switch (state) {
            case PENDING -> after().job();
            case RUNNING -> after(JobAction.CLAIM).job();
            case RETRYING -> after(JobAction.CLAIM, JobAction.RETRY).job();
            case COMPLETED -> after(JobAction.CLAIM, JobAction.COMPLETE).job();
            case FAILED -> after(JobAction.CLAIM, JobAction.FAIL).job();
            case CANCELLED -> after(JobAction.CANCEL).job();
        };
    }

    /** Lets that happen to the job. */
    public static JobChange act(Job job, JobAction action, Instant now) {
        return switch (action) {
            case ENQUEUE -> throw new IllegalArgumentException("A job is enqueued once.");
            case CLAIM -> job.claim(new Lease(WORKER, now.plusSeconds(30)), now);
            case PROGRESS -> job.progress(HALF, now);
            case COMPLETE -> job.complete(RESULT, now);
            case RETRY -> job.retry("RETRY", PAUSE, now);
            case RELEASE -> job.release("RELEASE", now);
            case FAIL -> job.fail("FAIL", now);
            case CANCEL -> job.cancel(now);
            case REPLAY -> job.replay(now);
        };
    }

    /** What can happen to a job that exists. */
    public static List<JobAction> actions() {
        return Arrays.stream(JobAction.values())
                .filter(action -> action != JobAction.ENQUEUE)
                .toList();
    }
}
