package dev.dwp.application.frame;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Attempt;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.time.Elapsed;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs, runs and timeline entries as responses show them: the member names of PROTOCOL §5. */
final class Views {
    private Views() {}

    static Value.Struct job(Job job) {
        JobSpec spec = job.spec();
        StructBuilder view = Value.struct()
                .put("id", job.id().text())
                .put("name", spec.name())
                .put("queue", spec.queue().text())
                .put("payload", spec.payload())
                .put("state", job.state().wireName())
                .put("priority", spec.priority())
                .put("max_retries", spec.retry().maxRetries())
                .put("retry_count", job.retryCount())
                .put("last_error", job.lastError())
                .put("result", job.result())
                .put("run_at", job.runAt())
                .put("started_at", job.startedAt())
                .put("completed_at", job.completedAt())
                .put("worker_id", worker(job.lease()))
                .put("timeout_ms", spec.timeout())
                .put("key", key(spec.key()))
                .put("scope_app_id", spec.tenant().appId())
                .put("scope_org_id", spec.tenant().orgId())
                .put("created_at", job.createdAt())
                .put("updated_at", job.updatedAt())
                .put("attempts", attempts(job));
        Progress progress = job.progress();
        if (progress != null) {
            view.put("percent", progress.percent()).put("note", progress.note());
        }
        return view.build();
    }

    /** Those that have ended, and the one going on, which has no outcome yet. */
    private static List<Value> attempts(Job job) {
        List<Value> attempts =
                new ArrayList<>(job.attempts().stream().map(Views::attempt).toList());
        Lease lease = job.lease();
        if (lease != null) {
            attempts.add(Value.struct()
                    .put("attempt", job.attempt())
                    .put("worker_id", lease.worker().text())
                    .put("started_at", job.startedAt())
                    .build());
        }
        return attempts;
    }

    /** A job for a token without {@code job:read} (PROTOCOL §7.1). */
    static Value.Struct outline(Job job) {
        return Value.struct()
                .put("id", job.id().text())
                .put("name", job.spec().name())
                .put("queue", job.spec().queue().text())
                .put("state", job.state().wireName())
                .put("created_at", job.createdAt())
                .put("updated_at", job.updatedAt())
                .build();
    }

    /** A run for a token without {@code workflow:read} (PROTOCOL §7.1). */
    static Value.Struct outline(WorkflowRun run) {
        return Value.struct()
                .put("id", run.id().text())
                .put("name", run.spec().name())
                .put("state", run.state().wireName())
                .put("created_at", run.startedAt())
                .put("updated_at", run.updatedAt())
                .build();
    }

    private static Value attempt(Attempt attempt) {
        return Value.struct()
                .put("attempt", attempt.number())
                .put("outcome", attempt.outcome().wireName())
                .put("worker_id", attempt.worker().text())
                .put("started_at", attempt.startedAt())
                .put("ended_at", attempt.endedAt())
                .put("elapsed_ms", Elapsed.between(attempt.startedAt(), attempt.endedAt()))
                .put("error", attempt.error())
                .build();
    }

    static Value.Struct run(WorkflowRun run) {
        RunSpec spec = run.spec();
        RunId parent = spec.parent();
        return Value.struct()
                .put("id", run.id().text())
                .put("name", spec.name())
                .put("version", spec.version())
                .put("state", run.state().wireName())
                .put("input", spec.input())
                .put("output", run.output())
                .put("error", run.error())
                .put("started_at", run.startedAt())
                .put("completed_at", run.completedAt())
                .put("parent_run_id", parent == null ? null : parent.text())
                .put("key", key(spec.key()))
                .put("scope_app_id", spec.tenant().appId())
                .put("scope_org_id", spec.tenant().orgId())
                .put("created_at", run.startedAt())
                .put("updated_at", run.updatedAt())
                .build();
    }

    static Value.Struct entry(TimelineEntry entry) {
        Instant end = entry.completedAt();
        Await awaits = entry.awaits();
        BranchRef branch = entry.branch();
        StructBuilder view = Value.struct()
                .put("seq", entry.seq())
                .put("step_name", entry.stepName())
                .put("kind", entry.kind().wireName())
                .put("state", entry.state().wireName())
                .put("attempt", entry.attempt())
                .put("started_at", entry.startedAt())
                .put("completed_at", end)
                .put("created_at", entry.startedAt())
                .put("elapsed_ms", end == null ? null : Elapsed.between(entry.startedAt(), end))
                .put("data", entry.data())
                .put("error", entry.error())
                .put("until", awaits == null ? null : awaits.deadline());
        switch (awaits) {
            case Await.ForSignal signal -> view.put("event", signal.name()).put("event_key", signal.key());
            case Await.ForChild awaited ->
                view.put("child_run_id", awaited.child().text());
            case Await.ForTime time -> {}
            case null -> {}
        }
        if (branch != null) {
            view.put("parallel", branch.parallel()).put("branch", branch.index());
        }
        return view.build();
    }

    /** An error frame's {@code error}, for one item of many. */
    static Value.Struct error(Refusal refusal) {
        ErrorBody error = refusal.body();
        return Value.struct()
                .put("code", error.code())
                .put("message", error.message())
                .put("details", error.details())
                .build();
    }

    private static @Nullable String worker(@Nullable Lease lease) {
        return lease == null ? null : lease.worker().text();
    }

    private static @Nullable String key(@Nullable IdempotencyKey key) {
        return key == null ? null : key.text();
    }
}
