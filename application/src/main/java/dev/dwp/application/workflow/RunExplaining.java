package dev.dwp.application.workflow;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ExplainRun;
import dev.dwp.application.port.in.GetRun;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code workflow.explain} (PROTOCOL §5): every reason why a run does not go on now, or what it does. Thread-safe. */
final class RunExplaining implements ExplainRun {
    private final GetRun reading;
    private final Store store;
    private final Ticks clock;
    private final KnownWorkflows known;
    private final RunDispatcher dispatcher;
    private final HeldRuns held;

    RunExplaining(Tools tools, GetRun reading, RunDispatcher dispatcher, HeldRuns held) {
        this.reading = reading;
        this.store = tools.parts().store();
        this.clock = tools.clock();
        this.known = new KnownWorkflows(tools.parts());
        this.dispatcher = dispatcher;
        this.held = held;
    }

    @Override
    public RunExplanation explain(Caller caller, RunId id) {
        WorkflowRun run = reading.get(caller, id);
        if (run.state().finished()) {
            return new RunExplanation(run, List.of(finished(run)));
        }
        List<TimelineEntry> open = store.runs().timeline(id).stream()
                .filter(entry -> !entry.state().ended())
                .toList();
        Instant now = clock.now();
        List<RunReason> reasons = new ArrayList<>();
        compensating(run, open).ifPresent(reasons::add);
        RunClaim claim = run.claim();
        Instant wakeAt = run.wakeAt();
        if (claim != null) {
            reasons.add(claimed(claim.lease(), open, now));
        } else if (wakeAt != null && !wakeAt.isAfter(now)) {
            reasons.addAll(due(run, caller, now));
        }
        open.stream().map(RunExplaining::waiting).flatMap(Optional::stream).forEach(reasons::add);
        if (reasons.isEmpty()) {
            reasons.add(
                    new RunReason(RunReasonCode.RUNNING, "Nothing is in its way; it is about to go on.", Value.EMPTY));
        }
        return new RunExplanation(run, List.copyOf(reasons));
    }

    private static RunReason finished(WorkflowRun run) {
        RunState state = run.state();
        return new RunReason(
                RunReasonCode.FINISHED,
                "It ended at %s and is %s.".formatted(run.completedAt(), state.wireName()),
                Value.struct()
                        .put("state", state.wireName())
                        .put("completed_at", run.completedAt())
                        .build());
    }

    private static Optional<RunReason> compensating(WorkflowRun run, List<TimelineEntry> open) {
        if (!run.cancelRequested() && !run.rollingBack()) {
            return Optional.empty();
        }
        String step = open.stream()
                .filter(entry -> entry.kind() == StepKind.COMPENSATION)
                .map(TimelineEntry::stepName)
                .findFirst()
                .orElse(null);
        String why = run.cancelRequested() ? "It was cancelled" : "Its code failed";
        return Optional.of(new RunReason(
                RunReasonCode.COMPENSATING,
                "%s; its compensations run before it ends.".formatted(why),
                Value.struct().put("step_name", step).put("error", run.error()).build()));
    }

    private RunReason claimed(Lease lease, List<TimelineEntry> open, Instant now) {
        String node = nodeOf(lease.worker()).map(NodeInfo::name).orElse(null);
        String who = node == null ? lease.worker().text() : "%s (%s)".formatted(node, lease.worker());
        boolean lost = !lease.until().isAfter(now);
        String step = open.stream()
                .filter(entry -> entry.state() == EntryState.RUNNING && entry.kind() != StepKind.PARALLEL)
                .map(TimelineEntry::stepName)
                .findFirst()
                .orElse(null);
        String message = lost
                ? "It is with %s, whose lease ran out at %s; another worker will take it over."
                : "Its code runs on %s, which holds it until %s and longer if it renews.";
        return new RunReason(
                lost ? RunReasonCode.LEASE_LOST : RunReasonCode.RUNNING,
                message.formatted(who, lease.until()),
                Value.struct()
                        .put("worker_id", lease.worker().text())
                        .put("node", node)
                        .put("lease_until", lease.until())
                        .put("step_name", step)
                        .build());
    }

    private Optional<NodeInfo> nodeOf(WorkerId worker) {
        return store.nodes().seenSince(Instant.EPOCH).stream()
                .filter(node -> node.worker().equals(worker))
                .findFirst();
    }

    /** It could go on, had it a worker. No answer to a tenant holds a number of another's (PROTOCOL §4.3). */
    private List<RunReason> due(WorkflowRun run, Caller caller, Instant now) {
        if (!known.anywhere(run.spec(), now)) {
            return List.of(new RunReason(
                    RunReasonCode.NO_WORKER,
                    "No live node has version %d of '%s'; it waits until one comes up."
                            .formatted(run.spec().version(), run.spec().name()),
                    Value.EMPTY));
        }
        if (!dispatcher.full(run.cancelRequested())) {
            return List.of(new RunReason(
                    RunReasonCode.RUNNING, "Nothing is in its way; it is about to be taken up.", Value.EMPTY));
        }
        List<RunReason> reasons = new ArrayList<>();
        reasons.add(busy(caller));
        share(run.spec().tenant()).ifPresent(reasons::add);
        return reasons;
    }

    /** What this node knows of itself; other nodes may have room, and then take the run at once. */
    private RunReason busy(Caller caller) {
        return caller.tenant().equals(Tenant.NONE)
                ? new RunReason(
                        RunReasonCode.WORKERS_BUSY,
                        "This node has taken up %d runs, as many as it may.".formatted(held.count()),
                        Value.struct().put("running", held.count()).build())
                : new RunReason(
                        RunReasonCode.WORKERS_BUSY,
                        "This node has taken up as many runs as it may at the moment.",
                        Value.EMPTY);
    }

    private Optional<RunReason> share(Tenant tenant) {
        long own = held.count(tenant);
        if (own == 0 || own == held.count()) {
            return Optional.empty();
        }
        return Optional.of(new RunReason(
                RunReasonCode.TENANT_SHARE,
                "Its tenant has %d runs taken up here, and others are served too; who has fewer goes first."
                        .formatted(own),
                Value.struct().put("running", own).build()));
    }

    private static Optional<RunReason> waiting(TimelineEntry entry) {
        Await awaits = entry.awaits();
        if (entry.state() != EntryState.WAITING || awaits == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (awaits) {
                    case Await.ForTime(Instant until) ->
                        entry.kind() == StepKind.SLEEP ? sleeping(entry, until) : nextAttempt(entry, until);
                    case Await.ForSignal(String name, @Nullable String key, @Nullable Instant until, var group) ->
                        event(entry, name, key, until);
                    case Await.ForChild(RunId child, var group) -> child(entry, child);
                });
    }

    private static RunReason sleeping(TimelineEntry entry, Instant until) {
        return new RunReason(
                RunReasonCode.SLEEPING,
                "It sleeps at '%s' until %s.".formatted(entry.stepName(), until),
                Value.struct()
                        .put("step_name", entry.stepName())
                        .put("until", until)
                        .build());
    }

    private static RunReason nextAttempt(TimelineEntry entry, Instant until) {
        return new RunReason(
                RunReasonCode.RETRY_BACKOFF,
                "An attempt of '%s' failed; attempt %d follows at %s."
                        .formatted(entry.stepName(), entry.attempt(), until),
                Value.struct()
                        .put("step_name", entry.stepName())
                        .put("attempt", entry.attempt())
                        .put("until", until)
                        .build());
    }

    private static RunReason event(TimelineEntry entry, String name, @Nullable String key, @Nullable Instant until) {
        String which = key == null ? "'%s'".formatted(name) : "'%s' with the key '%s'".formatted(name, key);
        return new RunReason(
                RunReasonCode.WAITING_EVENT,
                "It waits for the event %s%s.".formatted(which, until == null ? "" : " until " + until),
                Value.struct()
                        .put("step_name", entry.stepName())
                        .put("event", name)
                        .put("key", key)
                        .put("until", until)
                        .build());
    }

    private static RunReason child(TimelineEntry entry, RunId child) {
        return new RunReason(
                RunReasonCode.WAITING_CHILD,
                "It waits for the end of its child %s.".formatted(child),
                Value.struct()
                        .put("step_name", entry.stepName())
                        .put("child_run_id", child.text())
                        .build());
    }
}
