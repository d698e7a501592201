package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Cancels a run and, before it returns, every child that it waits for, and theirs (PROTOCOL §5). Goes from the top down: a
 * run that was asked to stop starts no more children, so none is missed. Then ends, from the bottom up, the runs that only
 * waited for those. Thread-safe.
 */
final class RunCanceller {
    private static final int BATCH = 100;

    /** How long it waits for workers to end runs that are theirs but have nothing under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Store store;
    private final RunStore runs;
    private final RunCommits commits;
    private final Cancellation cancellation;
    private final Rendezvous rendezvous;
    private final KnownWorkflows known;
    private final Ticks clock;

    RunCanceller(Tools tools, KnownWorkflows known) {
        this.store = tools.parts().store();
        this.runs = store.runs();
        this.commits = tools.commits();
        this.cancellation = new Cancellation(runs);
        this.rendezvous = tools.rendezvous();
        this.known = known;
        this.clock = tools.clock();
    }

    /**
     * Cancels.
     *
     * @param look reads the run anew, and refuses one that cannot be cancelled
     */
    void cancel(Supplier<WorkflowRun> look) {
        RunId root = write(look, (run, now) -> withParent(cancellation.of(run, now), now));
        List<RunId> asked = new ArrayList<>(List.of(root));
        for (int i = 0; i < asked.size(); i++) {
            asked.addAll(cancelChildren(asked.get(i)));
        }
        asked.reversed().forEach(this::endIfIdle);
        awaitWorkers(asked);
    }

    /** Returns those that have not ended with that. */
    private List<RunId> cancelChildren(RunId parent) {
        List<WorkflowRun> children = runs.awaitedChildren(parent).stream()
                .sorted(Comparator.comparing(
                        child -> child.claim() != null)) // who works gives no place to who does not yet
                .toList();
        for (int from = 0; from < children.size(); from += BATCH) {
            List<WorkflowRun> batch = children.subList(from, Math.min(children.size(), from + BATCH));
            if (!together(batch)) {
                batch.forEach(child -> write(() -> fresh(child), cancellation::of));
            }
        }
        return children.isEmpty()
                ? List.of()
                : runs.awaitedChildren(parent).stream().map(WorkflowRun::id).toList();
    }

    /** Whether none of them had changed meanwhile. */
    private boolean together(List<WorkflowRun> batch) {
        Instant now = clock.now();
        List<Change> changes = batch.stream()
                .flatMap(child -> cancellation.of(child, now).stream())
                .toList();
        try {
            if (!changes.isEmpty()) {
                commits.commit(new Changeset(now, changes));
            }
            return true;
        } catch (StaleWrite e) {
            return false;
        }
    }

    private void endIfIdle(RunId id) {
        runs.find(id).ifPresent(run -> write(() -> fresh(run), this::endIfIdle));
    }

    private List<Change> endIfIdle(WorkflowRun run, Instant now) {
        if (run.state().finished() || !run.cancelRequested() || run.claim() != null) {
            return List.of();
        }
        if (run.idle()) {
            return withParent(Cancellation.end(run, runs.timeline(run.id()), null, now), now);
        }
        return known.anywhere(run.spec(), now)
                ? List.of()
                : withParent(
                        Cancellation.end(
                                run,
                                runs.timeline(run.id()),
                                "No node has version %d of the workflow '%s' any more, so its compensations did not run."
                                        .formatted(
                                                run.spec().version(), run.spec().name()),
                                now),
                        now);
    }

    /** Where a run has ended, the one that waits for it goes on. */
    private List<Change> withParent(List<Change> changes, Instant now) {
        List<Change> all = new ArrayList<>(changes);
        if (!changes.isEmpty() && changes.getLast() instanceof Change.OfRun(var change)) {
            all.addAll(rendezvous.childEnded(change.run(), now));
        }
        return all;
    }

    private WorkflowRun fresh(WorkflowRun run) {
        return runs.find(run.id()).orElse(run);
    }

    /** Reads and decides again as long as the run moves on between the look and the write. */
    private RunId write(Supplier<WorkflowRun> look, BiFunction<WorkflowRun, Instant, List<Change>> decision) {
        while (true) {
            try {
                Instant now = clock.now();
                WorkflowRun run = look.get();
                List<Change> changes = decision.apply(run, now);
                if (!changes.isEmpty()) {
                    commits.commit(new Changeset(now, changes));
                }
                return run.id();
            } catch (StaleWrite e) {
                // Decided anew.
            }
        }
    }

    /** A worker that is just about to let a waiting run go learns of the cancellation by a hint, and ends the run. */
    private void awaitWorkers(List<RunId> asked) {
        List<RunId> left = new ArrayList<>(asked);
        Semaphore news = new Semaphore(0);
        long end = System.nanoTime() + PATIENCE.toNanos();
        Wakeups.Registration events = store.wakeups().on(Wakeups.Topic.EVENTS, news::release);
        try {
            left.removeIf(id -> !isAboutToEnd(id));
            while (!left.isEmpty() && news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
                left.removeIf(id -> !isAboutToEnd(id));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            events.close();
        }
    }

    private boolean isAboutToEnd(RunId id) {
        WorkflowRun run = runs.find(id).orElse(null);
        return run != null
                && !run.state().finished()
                && run.claim() != null
                && runs.timeline(id).stream().noneMatch(entry -> entry.state() == EntryState.RUNNING);
    }
}
