package dev.dwp.persistence.memory;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.JobEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.channel.RunEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log in memory keeps it: what it is made from, which takes a fraction of what its wire form does, without
 * the payloads, which no event shows. Becomes a {@link LoggedEvent} when it is read.
 */
record Told(Instant at, DomainEvent event) {

    /** An event of a commit at an instant. */
    static Told of(Instant at, DomainEvent event) {
        return new Told(
                at,
                switch (event) {
                    case JobEvent(var kind, var job) -> new JobEvent(kind, withoutPayloads(job));
                    case RunEvent(var kind, var run, var entry) ->
                        new RunEvent(kind, withoutPayloads(run), withoutPayloads(entry));
                    case CronFired fired -> fired;
                });
    }

    LoggedEvent logged(Cursor cursor) {
        return LoggedEvent.of(cursor, at, event);
    }

    boolean matches(@Nullable Channel channel, Tenant view) {
        return view.sees(event.tenant()) && (channel == null || event.channels().contains(channel));
    }

    private static Job withoutPayloads(Job job) {
        JobSpec spec = job.spec();
        return new Job(
                job.id(),
                new JobSpec(
                        spec.name(),
                        spec.queue(),
                        Value.NULL,
                        spec.priority(),
                        spec.retry(),
                        spec.timeout(),
                        spec.key(),
                        spec.tenant(),
                        spec.traceparent()),
                job.state(),
                job.retryCount(),
                job.runAt(),
                job.lease(),
                job.startedAt(),
                job.completedAt(),
                job.lastError(),
                null,
                job.progress(),
                job.attempts(),
                job.createdAt(),
                job.updatedAt(),
                job.revision());
    }

    private static WorkflowRun withoutPayloads(WorkflowRun run) {
        RunSpec spec = run.spec();
        return new WorkflowRun(
                run.id(),
                new RunSpec(
                        spec.name(),
                        spec.version(),
                        Value.NULL,
                        spec.key(),
                        spec.tenant(),
                        spec.parent(),
                        spec.awaited(),
                        spec.traceparent()),
                run.state(),
                run.fences(),
                run.claim(),
                run.wakeAt(),
                run.cancelRequested(),
                run.compensable(),
                run.losses(),
                null,
                run.error(),
                run.startedAt(),
                run.completedAt(),
                run.updatedAt(),
                run.revision());
    }

    private static @Nullable TimelineEntry withoutPayloads(@Nullable TimelineEntry entry) {
        if (entry == null) {
            return null;
        }
        return new TimelineEntry(
                entry.runId(),
                entry.seq(),
                entry.stepName(),
                entry.kind(),
                entry.branch(),
                entry.state(),
                entry.attempt(),
                entry.awaits(),
                entry.startedAt(),
                entry.completedAt(),
                null,
                entry.error());
    }
}
