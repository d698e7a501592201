package dev.dwp.application.workflow;

import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.loop.Loop;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.TaskThreads;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up runs that are due, as many as this node has places for, each with a keeper on a thread of its own. */
final class RunDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RunDispatcher.class);
    private static final Duration LOOK_AT_SHARED = Duration.ofSeconds(1);

    private final Tools tools;
    private final Store store;
    private final HeldRuns held;
    private final Runnable leaseNews;
    private final Loop loop;
    private final PlaceTurns turns;
    private final StartPlaces places;
    private Wakeups.Registration registration = () -> {};

    /**
     * Not started.
     *
     * @param leaseNews called when there are leases that were not there before
     */
    RunDispatcher(Tools tools, HeldRuns held, Runnable leaseNews) {
        this.tools = tools;
        this.store = tools.parts().store();
        this.held = held;
        this.leaseNews = leaseNews;
        this.loop = new Loop(
                "dwp-workflow-dispatcher", Tools.LONGEST_PAUSE, tools.parts().loop(), this::tick);
        this.places = new StartPlaces(
                tools.settings().concurrency(), held, tools.threads().leftAlone());
        this.turns = new PlaceTurns(loop::wake, () -> held.tellAll(Message.Notice.RING));
    }

    void start() {
        registration = store.wakeups().on(Wakeups.Topic.RUNS, loop::wake);
        tools.threads().leftAlone().whenFewer(loop::wake);
        loop.start();
    }

    void stop() throws InterruptedException {
        registration.close();
        places.close();
        loop.stop();
    }

    /** Takes up what is due; returns when to look again without being woken. */
    @Nullable
    Instant tick() {
        Set<WorkflowVersion> known = tools.parts().handlers().workflowVersions();
        if (known.isEmpty()) {
            return null;
        }
        Instant now = tools.clock().now();
        RunPlaces free = places.claim(turns.last());
        Instant again = free.none() ? null : again(claim(known, free, now), now);
        takeTurns(known, now);
        return again;
    }

    /** Claims as far as there are places; looks again at once where it has filled those that it was given. */
    private @Nullable Instant claim(Set<WorkflowVersion> known, RunPlaces free, Instant now) {
        boolean left = false;
        try {
            Claimed<WorkflowRun> claimed = store.runs().claimDue(lease(now), known, free, now);
            claimed.items().forEach(this::keep);
            takenUp(claimed.items());
            int stopping = (int) claimed.items().stream()
                    .filter(WorkflowRun::cancelRequested)
                    .count();
            int others = claimed.items().size() - stopping;
            left = stopping < free.of(true) && others < free.of(false);
            if (filled(stopping, free.of(true)) || filled(others, free.of(false))) {
                loop.wake();
            }
            return claimed.again();
        } finally {
            places.claimed(left);
        }
    }

    private static boolean filled(int taken, int places) {
        return taken > 0 && taken >= places;
    }

    private void takenUp(Collection<WorkflowRun> runs) {
        if (!runs.isEmpty()) {
            leaseNews.run();
        }
        turns.takenUp(runs.stream()
                .filter(run -> !run.cancelRequested())
                .map(run -> run.spec().tenant())
                .toList());
    }

    private Lease lease(Instant now) {
        return new Lease(tools.settings().worker(), now.plus(tools.settings().lease()));
    }

    /**
     * The lease under which a run may be started that is taken up at once; empty where it has to wait for a claim. Ends with
     * {@link #started} or {@link #notStarted}.
     */
    Optional<Lease> startPlace(Instant now) {
        return places.take() ? Optional.of(lease(now)) : Optional.empty();
    }

    /** A run was started under a lease of {@link #startPlace}. */
    void started(WorkflowRun run) {
        try {
            keep(run);
            takenUp(List.of(run));
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The run {} was started, but nobody keeps it; it is taken up when its lease has run out.",
                    run.id(),
                    ForeignFailure.of(e));
            mayBeHeld();
        } finally {
            notStarted();
        }
    }

    /** A run may be under a lease of {@link #startPlace} that nobody renews: it is looked for when that has run out. */
    void mayBeHeld() {
        leaseNews.run();
    }

    /** The place is not needed any more. */
    void notStarted() {
        held.startEnds();
        wakeWhoWaits();
    }

    private void wakeWhoWaits() {
        if (!places.plenty()) {
            loop.wake();
        }
    }

    /** Where all places are taken, runs of tenants that have had their turn give theirs up for those that wait. */
    private void takeTurns(Set<WorkflowVersion> known, Instant now) {
        int limit = tools.settings().concurrency();
        boolean full = limit > 0 && held.count(false) >= limit;
        if (full && tools.threads().leftAlone().count() < limit) {
            turns.full(store.runs().countByTenant(known, limit, now), held.leaving());
        } else {
            turns.free();
        }
    }

    /** Whether this node has no place left for a run, or for one that is to stop. */
    boolean full(boolean stopping) {
        return places.full(stopping);
    }

    private @Nullable Instant again(@Nullable Instant claimsNext, Instant now) {
        if (!store.shared()) {
            return claimsNext;
        }
        Instant look = now.plus(LOOK_AT_SHARED);
        return claimsNext != null && claimsNext.isBefore(look) ? claimsNext : look;
    }

    private void keep(WorkflowRun run) {
        RunKeeper keeper = new RunKeeper(tools, run, turns);
        held.add(keeper);
        try {
            TaskThreads.start("dwp-run", () -> keep(run, keeper));
        } catch (RuntimeException | Error e) {
            held.remove(keeper); // nobody keeps it: its lease runs out
            throw e;
        }
    }

    private void keep(WorkflowRun run, RunKeeper keeper) {
        try {
            RunLabels.add(run);
            keeper.keep();
        } finally {
            held.remove(keeper);
            wakeWhoWaits();
        }
    }
}
