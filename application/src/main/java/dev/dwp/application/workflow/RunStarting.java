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
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    RunStarting(WorkflowEngineParts parts) {
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
        IdempotencyKey key = command.key();
        return key == null ? new Started(create(spec), true) : startOnce(spec, key);
    }

    private Refusal unknown(String name) {
        List<String> known = handlers.workflowVersions().stream()
                .map(WorkflowVersion::name)
                .distinct()
                .toList();
        return Refusal.notFound(
                "There is no workflow named '%s'.%s".formatted(Excerpt.of(name), Nearest.suggestion(name, known)));
    }

    /** Between the look and the write another may take the key, or the key may be forgotten: then it looks again. */
    private Started startOnce(RunSpec spec, IdempotencyKey key) {
        while (true) {
            Optional<WorkflowRun> existing = named(spec, key);
            if (existing.isPresent()) {
                return new Started(requireSameInput(existing.get(), spec, key), false);
            }
            try {
                return new Started(create(spec), true);
            } catch (KeyTaken e) {
                // Found by the next look.
            }
        }
    }

    private Optional<WorkflowRun> named(RunSpec spec, IdempotencyKey key) {
        Instant since = clock.now().minus(IdempotencyKey.REMEMBERED);
        return store.runs().findByKey(spec.tenant(), spec.name(), key, since);
    }

    private static WorkflowRun requireSameInput(WorkflowRun existing, RunSpec spec, IdempotencyKey key) {
        if (!existing.spec().input().equals(spec.input())) {
            throw Refusal.conflict("The key '%s' names the run %s, which has another input; use another key."
                    .formatted(Excerpt.of(key.text()), existing.id()));
        }
        return existing;
    }

    private WorkflowRun create(RunSpec spec) {
        Instant now = clock.now();
        RunChange started = WorkflowRun.start(ids.run(), spec, now);
        try {
            store.commits().commit(Changeset.of(now, new Change.OfRun(started)));
            return started.run();
        } catch (CommitInDoubt e) {
            return stored(started.run().id()).orElseThrow(() -> e);
        }
    }

    /** After a commit in doubt, the run if it is there after all; empty where nobody can tell. */
    private Optional<WorkflowRun> stored(RunId id) {
        try {
            return store.runs().find(id);
        } catch (StoreUnavailable e) {
            LOG.debug("Nobody can tell whether the run {} was stored.", id);
            return Optional.empty();
        }
    }
}
