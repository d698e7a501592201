package dev.dwp.application.frame;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import java.util.Map;
import java.util.Objects;

/** {@code job.*} (PROTOCOL §5). */
final class JobMethods {
    private final UseCases.Jobs jobs;
    private final Pager pager;

    JobMethods(UseCases.Jobs jobs, Pager pager) {
        this.jobs = jobs;
        this.pager = pager;
    }

    Map<Method, MethodHandler> handlers() {
        return Map.of(
                Method.JOB_ENQUEUE, this::enqueue,
                Method.JOB_GET, this::get,
                Method.JOB_CANCEL, this::cancel,
                Method.JOB_EXPLAIN, this::explain,
                Method.JOB_LIST, this::list);
    }

    private Answer enqueue(Invocation invocation) {
        Params params = invocation.params();
        EnqueueJob.Command command = new EnqueueJob.Command(
                params.requiredText("name"),
                Objects.requireNonNullElse(params.value("payload"), Value.NULL),
                options(params));
        Watch watch = Watch.begin(invocation);
        EnqueueJob.Enqueued enqueued = jobs.enqueue().enqueue(invocation.caller(), command);
        Job job = enqueued.job();
        StructBuilder data = Value.struct()
                .put("job_id", job.id().text())
                .put("queue", job.spec().queue().text())
                .put("state", job.state().wireName());
        return watch.answer(data, new Channel.OneJob(job.id()), enqueued.created());
    }

    private static JobOptions options(Params params) {
        Integer priority = params.int32("priority");
        return new JobOptions(
                Objects.requireNonNullElse(params.parsed("queue", QueueName::new), QueueName.DEFAULT),
                priority == null ? 0 : priority,
                params.millis("delay_ms"),
                params.instant("run_at"),
                null,
                params.int32("max_retries"),
                params.millis("timeout_ms"),
                params.parsed("key", IdempotencyKey::new));
    }

    private Answer get(Invocation invocation) {
        JobId id = invocation.params().required("job_id", JobId::new);
        return Answer.of(Views.job(jobs.get().get(invocation.caller(), id)));
    }

    private Answer cancel(Invocation invocation) {
        jobs.cancel().cancel(invocation.caller(), invocation.params().required("job_id", JobId::new));
        return Answer.of(Value.struct().put("status", "cancelled").build());
    }

    private Answer explain(Invocation invocation) {
        JobId id = invocation.params().required("job_id", JobId::new);
        ExplainJob.Explanation explanation = jobs.explain().explain(invocation.caller(), id);
        return Answer.of(Value.struct()
                .put("job_id", id.text())
                .put("state", explanation.job().state().wireName())
                .put(
                        "reasons",
                        explanation.reasons().stream().map(JobMethods::reason).toList())
                .build());
    }

    private static Value reason(ExplainJob.Reason reason) {
        StructBuilder view =
                Value.struct().put("code", reason.code().wireName()).put("message", reason.message());
        reason.facts().members().forEach(view::put);
        return view.build();
    }

    private Answer list(Invocation invocation) {
        Params params = invocation.params();
        ListJobs.Filter filter = new ListJobs.Filter(
                params.parsed("state", JobState::named), params.parsed("queue", QueueName::new), params.text("name"));
        return Answer.of(page(invocation, filter));
    }

    /** One page of jobs; {@code dlq.list} is the same over the failed ones. */
    Value.Struct page(Invocation invocation, ListJobs.Filter filter) {
        Pager.Source<Job, JobId> source = new Pager.Source<>(
                (before, limit) -> jobs.list().list(invocation.caller(), filter, before, limit), Views::job, Job::id);
        Params params = invocation.params();
        return pager.page("jobs", source, params.parsed("cursor", JobId::new), Pager.limit(params));
    }
}
