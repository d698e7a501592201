package dev.dwp.application.frame;

import dev.dwp.application.port.in.ExplainRun;
import dev.dwp.application.port.in.ListRuns;
import dev.dwp.application.port.in.PublishSignal;
import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code workflow.*} (PROTOCOL §5). */
final class WorkflowMethods {
    private final UseCases.Workflows workflows;
    private final EndWait wait;

    WorkflowMethods(UseCases.Workflows workflows, EndWait wait) {
        this.workflows = workflows;
        this.wait = wait;
    }

    Map<Method, MethodHandler> handlers() {
        return Map.of(
                Method.WORKFLOW_START, this::start,
                Method.WORKFLOW_GET, this::get,
                Method.WORKFLOW_EVENT, this::event,
                Method.WORKFLOW_TIMELINE, this::timeline,
                Method.WORKFLOW_LIST, this::list,
                Method.WORKFLOW_EXPLAIN, this::explain,
                Method.WORKFLOW_CANCEL, this::cancel,
                Method.WORKFLOW_REPLAY, this::replay);
    }

    private Answer start(Invocation invocation) {
        Params params = invocation.params();
        StartWorkflow.Command command = new StartWorkflow.Command(
                params.requiredText("name"),
                Objects.requireNonNullElse(params.value("input"), Value.NULL),
                params.parsed("key", IdempotencyKey::new));
        Watch watch = Watch.begin(invocation);
        WorkflowRun run = workflows.start().start(invocation.caller(), command).run();
        StructBuilder data = Value.struct()
                .put("run_id", run.id().text())
                .put("name", run.spec().name())
                .put("state", run.state().wireName());
        return watch.answer(data, new Channel.OneRun(run.id()));
    }

    private Answer get(Invocation invocation) {
        RunId id = runId(invocation);
        WorkflowRun run = wait.read(
                invocation,
                new Channel.OneRun(id),
                () -> workflows.get().snapshot(invocation.caller(), id),
                seen -> seen.state().finished());
        return Answer.of(invocation.room().item(Views.run(run)));
    }

    private Answer event(Invocation invocation) {
        Params params = invocation.params();
        PublishSignal.Command command = new PublishSignal.Command(
                params.requiredText("name"),
                Objects.requireNonNullElse(params.value("payload"), Value.NULL),
                params.parsed("key", key -> key),
                params.parsed("run_id", RunId::new),
                params.parsed("dedup", IdempotencyKey::new));
        SignalId id = workflows.publish().publish(invocation.caller(), command);
        return Answer.of(Value.struct()
                .put("event_id", id.text())
                .put("name", command.name())
                .build());
    }

    /** A page of it: a client goes on after the {@code seq} of the last entry. */
    private Answer timeline(Invocation invocation) {
        Params params = invocation.params();
        RunId id = runId(invocation);
        int limit = Pager.limit(params, Pager.largestLimit());
        Pager.Source<TimelineEntry, Integer> source = new Pager.Source<>(
                (after, count) -> workflows.get().timeline(invocation.caller(), id, after == null ? 0 : after, count),
                Views::entry,
                TimelineEntry::seq);
        return Answer.of(new Value.Array(
                Pager.items(source, afterSeq(params), limit, invocation.room()).views()));
    }

    private static @Nullable Integer afterSeq(Params params) {
        Integer after = params.int32("after_seq");
        if (after != null && after < 0) {
            throw Refusal.badRequest("'after_seq' must not be negative: %d.".formatted(after));
        }
        return after;
    }

    private Answer explain(Invocation invocation) {
        RunId id = runId(invocation);
        ExplainRun.RunExplanation explanation = workflows.explain().explain(invocation.caller(), id);
        return Answer.of(Value.struct()
                .put("run_id", id.text())
                .put("state", explanation.run().state().wireName())
                .put(
                        "reasons",
                        explanation.reasons().stream()
                                .map(WorkflowMethods::reason)
                                .toList())
                .build());
    }

    private static Value reason(ExplainRun.RunReason reason) {
        StructBuilder view =
                Value.struct().put("code", reason.code().wireName()).put("message", reason.message());
        reason.facts().members().forEach(view::put);
        return view.build();
    }

    private Answer list(Invocation invocation) {
        Params params = invocation.params();
        ListRuns.Filter filter = new ListRuns.Filter(
                params.parsed("state", RunState::named),
                params.filled("name"),
                params.parsed("key", IdempotencyKey::new),
                params.created());
        Pager.Source<WorkflowRun, RunId> source = new Pager.Source<>(
                (before, limit) -> workflows.list().list(invocation.caller(), filter, before, limit),
                Views::run,
                WorkflowRun::id);
        return Answer.of(Pager.page("runs", source, params.cursor(RunId::new), Pager.limit(params), invocation.room()));
    }

    private Answer cancel(Invocation invocation) {
        workflows.control().cancel(invocation.caller(), runId(invocation));
        return Answer.of(Value.struct().put("status", "cancelled").build());
    }

    private Answer replay(Invocation invocation) {
        RunId id = runId(invocation);
        workflows.control().replay(invocation.caller(), id, invocation.params().requiredText("from_step"));
        return Answer.of(Value.struct()
                .put("run_id", id.text())
                .put("state", RunState.RUNNING.wireName())
                .build());
    }

    private static RunId runId(Invocation invocation) {
        return invocation.params().required("run_id", RunId::new);
    }
}
