package dev.dwp.application.workflow;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes up runs that are due, as many as this node has places for, each with a keeper on a thread of its own. */
final class RunDispatcher {
    private static final Duration LOOK_AT_SHARED = Duration.ofSeconds(1);

    private static final int FEWEST_STOPPING = 16;

    private final Tools tools;
    private final Store store;
    private final HeldRuns held;
    private final Runnable leaseNews;
    private final Loop loop;
    private final PlaceTurns turns;
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
        this.turns = new PlaceTurns(loop::wake, () -> held.tellAll(Message.Notice.RING));
    }

    void start() {
        registration = store.wakeups().on(Wakeups.Topic.RUNS, loop::wake);
        tools.threads().leftAlone().whenFewer(loop::wake);
        loop.start();
    }

    void stop() throws InterruptedException {
        registration.close();
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
        RunPlaces free = free();
        Instant again = free.none() ? null : again(claim(known, free, now), now);
        takeTurns(known, now);
        return again;
    }

    private @Nullable Instant claim(Set<WorkflowVersion> known, RunPlaces free, Instant now) {
        Lease lease =
                new Lease(tools.settings().worker(), now.plus(tools.settings().lease()));
        Claimed<WorkflowRun> claimed = store.runs().claimDue(lease, known, free, now);
        claimed.items().forEach(this::keep);
        if (!claimed.items().isEmpty()) {
            leaseNews.run();
        }
        turns.takenUp(claimed.items().stream()
                .filter(run -> !run.cancelRequested())
                .map(run -> run.spec().tenant())
                .toList());
        return claimed.again();
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

    /**
     * Code that was left alone takes places too, so that not ever more threads are left alone. Runs that are to stop have
     * places of their own, as many as the others and at least a few, so that they wait for no other run.
     */
    private RunPlaces free() {
        int limit = tools.settings().concurrency();
        if (limit == 0) {
            return RunPlaces.of(0);
        }
        int stopping = Math.max(limit, FEWEST_STOPPING);
        int leftAlone = tools.threads().leftAlone().count();
        return new RunPlaces(
                leftAlone >= limit ? 0 : Math.max(0, limit - held.count(false)),
                leftAlone >= limit + stopping ? 0 : Math.max(0, stopping - held.count(true)),
                turns.last());
    }

    /** Whether this node has no place left for a run, or for one that is to stop. */
    boolean full(boolean stopping) {
        return free().of(stopping) == 0;
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
            loop.wake();
        }
    }
}
