package dev.dwp.domain.channel;

import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.time.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something happened to a job.
 *
 * @param kind what
 * @param job the job afterwards
 */
public record JobEvent(JobEventType kind, Job job) implements DomainEvent {

    /** The events that tell of a change, in order; {@code job.failed} comes before {@code job.dlq}. */
    public static List<JobEvent> tellOf(JobChange change) {
        Job job = change.job();
        return switch (change.action()) {
            case ENQUEUE, REPLAY -> List.of(new JobEvent(JobEventType.ENQUEUED, job));
            case CLAIM -> List.of(new JobEvent(JobEventType.STARTED, job));
            case PROGRESS -> List.of(new JobEvent(JobEventType.PROGRESS, job));
            case COMPLETE -> List.of(new JobEvent(JobEventType.COMPLETED, job));
            case RETRY, RELEASE -> List.of(new JobEvent(JobEventType.RETRYING, job));
            case CANCEL -> List.of(new JobEvent(JobEventType.CANCELLED, job));
            case FAIL -> List.of(new JobEvent(JobEventType.FAILED, job), new JobEvent(JobEventType.DLQ, job));
        };
    }

    @Override
    public String type() {
        return kind.wireName();
    }

    @Override
    public Tenant tenant() {
        return job.spec().tenant();
    }

    @Override
    public List<Channel> channels() {
        return List.of(
                new Channel.Jobs(),
                new Channel.Firehose(),
                new Channel.OneJob(job.id()),
                new Channel.Queue(job.spec().queue()));
    }

    @Override
    public Value.Struct data() {
        StructBuilder data = Value.struct()
                .put("type", type())
                .put("topic", new Channel.OneJob(job.id()).text())
                .put("job_id", job.id().text())
                .put("job_name", job.spec().name())
                .put("queue", job.spec().queue().text())
                .put("state", job.state().wireName())
                .put("scope_app_id", tenant().appId())
                .put("scope_org_id", tenant().orgId());
        details(data);
        return data.build();
    }

    private void details(StructBuilder data) {
        switch (kind) {
            case ENQUEUED -> data.put("next_run_at", job.runAt().isAfter(job.updatedAt()) ? job.runAt() : null);
            case STARTED -> data.put("attempt", job.attempt());
            case PROGRESS -> progress(data.put("attempt", job.attempt()));
            case COMPLETED ->
                data.put("attempt", job.attempt()).put("elapsed_ms", elapsed()).put("final", true);
            case CANCELLED -> data.put("final", true);
            case RETRYING ->
                data.put("attempt", endedAttempt())
                        .put("elapsed_ms", elapsed())
                        .put("error", job.lastError())
                        .put("next_run_at", job.runAt());
            case FAILED ->
                data.put("attempt", job.attempt()).put("elapsed_ms", elapsed()).put("error", job.lastError());
            case DLQ ->
                data.put("attempt", job.attempt()).put("error", job.lastError()).put("final", true);
        }
    }

    /** The attempt that has just ended: the one under way before this change. */
    private long endedAttempt() {
        return job.attempts().getLast().number();
    }

    private void progress(StructBuilder data) {
        Progress progress = job.progress();
        if (progress != null) {
            data.put("percent", progress.percent()).put("note", progress.note());
        }
    }

    private Duration elapsed() {
        Instant started = job.startedAt();
        return started == null ? Duration.ZERO : Elapsed.between(started, job.updatedAt());
    }
}
