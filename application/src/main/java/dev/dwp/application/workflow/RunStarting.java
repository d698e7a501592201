package dev.dwp.application.workflow;

import dev.dwp.application.binding.Payloads;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.StartWorkflow;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Nearest;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code workflow.start} (PROTOCOL §5). Thread-safe. */
final class RunStarting implements StartWorkflow {
    private static final Logger LOG = LoggerFactory.getLogger(RunStarting.class);

    private final Store store;
    private final Handlers handlers;
    private final Payloads payloads;
    private final IdGenerator ids;
    private final Ticks clock;
    private final RunDispatcher dispatcher;

    RunStarting(WorkflowEngineParts parts, RunDispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.store = parts.store();
        this.handlers = parts.handlers();
        this.payloads = new Payloads(parts.binder());
        this.ids = parts.ids();
        this.clock = new Ticks(parts.clock());
    }

    @Override
    public Started start(Caller caller, Command command) {
        WorkflowDefinition workflow =
                handlers.latestWorkflow(command.name()).orElseThrow(() -> unknown(command.name()));
        RunSpec spec = new RunSpec(
                workflow.name(),
                workflow.version(),
                payloads.accept(command.input(), workflow.inputType()),
                command.key(),
                caller.tenant(),
                null,
                false,
                caller.traceparent());
        while (true) {
            Instant now = clock.now();
            Optional<WorkflowRun> earlier = earlier(spec, now);
            if (earlier.isPresent()) {
                return new Started(sameIntention(earlier.get(), spec), false);
            }
            try {
                return start(spec, now);
            } catch (KeyTaken e) {
                // Another call was quicker: the next look finds its run.
            }
        }
    }

    /** Where this worker has a place for it, and nobody waits for one, the run is taken up in the same act. */
    private Started start(RunSpec spec, Instant now) {
        Optional<Lease> place = dispatcher.startPlace(now);
        WorkflowRun own = null;
        try {
            RunId id = ids.run();
            RunChange change = place.map(lease -> WorkflowRun.start(id, spec, lease, now))
                    .orElseGet(() -> WorkflowRun.start(id, spec, now));
            Started started = commit(change, now);
            own = started.created() ? started.run() : null;
            return started;
        } finally {
            if (place.isPresent()) {
                takeUp(own);
            }
        }
    }

    private void takeUp(@Nullable WorkflowRun run) {
        if (run != null && run.claim() != null && run.fences() == 1) {
            dispatcher.started(run);
        } else {
            dispatcher.notStarted();
        }
    }

    private Started commit(RunChange change, Instant now) {
        WorkflowRun run = change.run();
        try {
            store.commits().commit(Changeset.of(now, new Change.OfRun(change)));
            return new Started(run, true);
        } catch (CommitInDoubt e) {
            dispatcher.mayBeHeld();
            WorkflowRun known = known(run, now).orElseThrow(() -> e);
            boolean own = known.id().equals(run.id());
            return new Started(own ? known : sameIntention(known, run.spec()), own);
        }
    }

    private Refusal unknown(String name) {
        List<String> known = handlers.workflowVersions().stream()
                .map(WorkflowVersion::name)
                .distinct()
                .toList();
        return Refusal.notFound(
                "There is no workflow named '%s'.%s".formatted(Excerpt.of(name), Nearest.suggestion(name, known)));
    }

    /** After a commit in doubt, the run if it is there after all, or the one that its key names; empty where nobody can tell. */
    private Optional<WorkflowRun> known(WorkflowRun made, Instant now) {
        try {
            return store.runs().find(made.id()).or(() -> earlier(made.spec(), now));
        } catch (StoreUnavailable e) {
            LOG.debug("Nobody can tell whether the run {} was stored.", made.id());
            return Optional.empty();
        }
    }

    /** The run that the key names already. */
    private Optional<WorkflowRun> earlier(RunSpec spec, Instant now) {
        IdempotencyKey key = spec.key();
        return key == null
                ? Optional.empty()
                : store.runs().findByKey(spec.tenant(), spec.name(), key, now.minus(IdempotencyKey.REMEMBERED));
    }

    private static WorkflowRun sameIntention(WorkflowRun earlier, RunSpec spec) {
        if (!earlier.spec().input().equals(spec.input())) {
            throw Refusal.conflict("The key '%s' names the run %s, which has another input; use another key."
                    .formatted(spec.key() == null ? "" : Excerpt.of(spec.key().text()), earlier.id()));
        }
        return earlier;
    }
}
