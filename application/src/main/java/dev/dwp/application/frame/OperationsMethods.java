package dev.dwp.application.frame;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.DeadLetters;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.application.port.in.ListJobs;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import java.util.Map;

/** {@code stats}, {@code cron.*} and {@code dlq.*} (PROTOCOL §5). */
final class OperationsMethods {

    private final UseCases.Operations operations;
    private final JobMethods jobs;

    OperationsMethods(UseCases.Operations operations, JobMethods jobs) {
        this.operations = operations;
        this.jobs = jobs;
    }

    Map<Method, MethodHandler> handlers() {
        return Map.of(
                Method.STATS, this::stats,
                Method.CRON_LIST, this::crons,
                Method.DLQ_LIST, this::deadLetters,
                Method.DLQ_REPLAY, this::replay,
                Method.DLQ_PURGE, this::purge);
    }

    private Answer stats(Invocation invocation) {
        return Answer.of(StatsFit.fitted(operations.stats().stats(invocation.caller()), invocation.room()));
    }

    private Answer crons(Invocation invocation) {
        Params params = invocation.params();
        Pager.Source<ListCrons.Entry, String> source = Pager.Source.byName(
                operations.crons().list(invocation.caller()), OperationsMethods::view, ListCrons.Entry::name);
        return Answer.of(
                Pager.page("crons", source, params.cursor(name -> name), Pager.limit(params), invocation.room()));
    }

    private static Value.Struct view(ListCrons.Entry entry) {
        return Value.struct()
                .put("name", entry.name())
                .put("schedule", entry.schedule())
                .put("job_name", entry.jobName())
                .put("queue", entry.queue().text())
                .put("next_run_at", entry.nextRunAt())
                .put("last_run_at", entry.lastRunAt())
                .build();
    }

    private Answer deadLetters(Invocation invocation) {
        Params params = invocation.params();
        ListJobs.Filter dead =
                new ListJobs.Filter(JobState.FAILED, params.parsed("queue", QueueName::new), params.filled("name"));
        return Answer.of(jobs.page(invocation, dead));
    }

    private Answer replay(Invocation invocation) {
        Caller caller = invocation.caller();
        DeadLetters letters = operations.deadLetters();
        return JobIds.answer(
                invocation,
                id -> letters.replay(caller, id),
                ids -> letters.replayAll(caller, ids),
                job -> Value.struct()
                        .put("job_id", job.id().text())
                        .put("state", job.state().wireName())
                        .build());
    }

    private Answer purge(Invocation invocation) {
        Caller caller = invocation.caller();
        DeadLetters letters = operations.deadLetters();
        return JobIds.answer(
                invocation,
                id -> letters.purge(caller, id),
                ids -> letters.purgeAll(caller, ids),
                job -> Value.struct().put("status", "purged").build());
    }
}
