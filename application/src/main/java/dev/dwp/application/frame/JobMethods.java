package dev.dwp.application.frame;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.EnqueueJobs;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ItemResult;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code job.*} (PROTOCOL §5). */
final class JobMethods {
    private final UseCases.Jobs jobs;
    private final EndWait wait;

    JobMethods(UseCases.Jobs jobs, EndWait wait) {
        this.jobs = jobs;
        this.wait = wait;
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
        List<Supplier<Params>> jobsAsked = invocation.params().objects("jobs", EnqueueJobs.MOST);
        return jobsAsked == null ? enqueueOne(invocation) : enqueueMany(invocation, jobsAsked);
    }

    private Answer enqueueOne(Invocation invocation) {
        EnqueueJob.Command command = command(invocation.params());
        Watch watch = Watch.begin(invocation);
        EnqueueJob.Enqueued enqueued = jobs.enqueue().enqueue(invocation.caller(), command);
        return watch.answer(
                receipt(enqueued.job()), new Channel.OneJob(enqueued.job().id()));
    }

    private Answer enqueueMany(Invocation invocation, List<Supplier<Params>> asked) {
        Params params = invocation.params();
        if (params.has("name")) {
            throw Refusal.badRequest("'name' and 'jobs' contradict each other; give one of them.");
        }
        if (Boolean.TRUE.equals(params.bool("watch"))) {
            throw Refusal.badRequest("'watch' is for one job; leave it out with 'jobs', or subscribe to 'jobs'.");
        }
        BatchResults.requireRoom(asked.size(), invocation.frame());
        boolean atomic = Boolean.TRUE.equals(params.bool("atomic"));
        List<Supplier<EnqueueJob.Command>> commands = asked.stream()
                .<Supplier<EnqueueJob.Command>>map(job -> () -> command(job.get()))
                .toList();
        List<ItemResult<EnqueueJob.Enqueued>> results =
                jobs.enqueueMany().enqueueAll(invocation.caller(), commands, atomic);
        if (atomic) {
            requireAll(results);
        }
        List<Value> items = results.stream().map(JobMethods::item).toList();
        return Answer.of(Value.struct()
                .put("jobs", BatchResults.fitted(items, invocation.room()))
                .build());
    }

    /** Where one of an atomic batch is refused, it is the last; the error names it by its path. */
    private static void requireAll(List<ItemResult<EnqueueJob.Enqueued>> results) {
        if (!results.isEmpty()
                && results.getLast() instanceof ItemResult.Refused<EnqueueJob.Enqueued>(Refusal reason)) {
            String item = "jobs[%d]".formatted(results.size() - 1);
            throw Refusal.of(
                    reason.code(),
                    reason.body().message(),
                    item + inPayload(reason.body().details()));
        }
    }

    /** The path of a misfit, which begins at the payload, as it goes on behind that of the job. */
    private static String inPayload(@Nullable String details) {
        return details == null || !details.startsWith("$") ? "" : ".payload" + details.substring(1);
    }

    private static Value item(ItemResult<EnqueueJob.Enqueued> result) {
        return switch (result) {
            case ItemResult.Done<EnqueueJob.Enqueued>(EnqueueJob.Enqueued done) ->
                receipt(done.job()).build();
            case ItemResult.Refused<EnqueueJob.Enqueued>(Refusal reason) ->
                Value.struct().put("error", Views.error(reason)).build();
        };
    }

    private static StructBuilder receipt(Job job) {
        return Value.struct()
                .put("job_id", job.id().text())
                .put("queue", job.spec().queue().text())
                .put("state", job.state().wireName());
    }

    private static EnqueueJob.Command command(Params params) {
        return new EnqueueJob.Command(
                params.requiredText("name"),
                Objects.requireNonNullElse(params.value("payload"), Value.NULL),
                options(params));
    }

    private static JobOptions options(Params params) {
        Integer priority = params.int32("priority");
        return new JobOptions(
                Objects.requireNonNullElse(params.parsed("queue", QueueName::new), QueueName.DEFAULT),
                priority == null ? 0 : priority,
                params.millis("delay_ms"),
                params.instant("run_at"),
                null,
                BackoffParams.read(params),
                params.int32("max_retries"),
                params.millis("timeout_ms"),
                params.parsed("key", IdempotencyKey::new));
    }

    private Answer get(Invocation invocation) {
        JobId id = invocation.params().required("job_id", JobId::new);
        Job job = wait.read(
                invocation,
                new Channel.OneJob(id),
                () -> jobs.get().snapshot(invocation.caller(), id),
                seen -> seen.state().finished());
        return Answer.of(invocation.room().item(Views.job(job)));
    }

    private Answer cancel(Invocation invocation) {
        Caller caller = invocation.caller();
        return JobIds.answer(
                invocation,
                id -> jobs.cancel().cancel(caller, id),
                ids -> jobs.cancel().cancelAll(caller, ids),
                job -> Value.struct().put("status", "cancelled").build());
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
                params.parsed("state", JobState::named),
                params.parsed("queue", QueueName::new),
                params.filled("name"),
                params.parsed("key", IdempotencyKey::new),
                params.created());
        return Answer.of(page(invocation, filter));
    }

    /** One page of jobs; {@code dlq.list} is the same over the failed ones. */
    Value.Struct page(Invocation invocation, ListJobs.Filter filter) {
        Pager.Source<Job, JobId> source = new Pager.Source<>(
                (before, limit) -> jobs.list().list(invocation.caller(), filter, before, limit), Views::job, Job::id);
        Params params = invocation.params();
        return Pager.page("jobs", source, params.cursor(JobId::new), Pager.limit(params), invocation.room());
    }
}
