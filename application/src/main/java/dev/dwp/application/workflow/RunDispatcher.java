package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Claimed;
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

    private final Tools tools;
    private final Store store;
    private final HeldRuns held;
    private final Runnable leaseNews;
    private final Loop loop;
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
        this.loop = new Loop("dwp-workflow-dispatcher", tools.parts(), this::tick);
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
        int free = free();
        if (known.isEmpty() || free == 0) {
            return null;
        }
        Instant now = tools.clock().now();
        Lease lease =
                new Lease(tools.settings().worker(), now.plus(tools.settings().lease()));
        Claimed<WorkflowRun> claimed = store.runs().claimDue(lease, known, free, now);
        claimed.items().forEach(this::keep);
        if (!claimed.items().isEmpty()) {
            leaseNews.run();
        }
        return claimed.items().size() == free ? null : again(claimed.again(), now);
    }

    /** Code that was left alone takes places too, so that not ever more threads are left alone. */
    private int free() {
        int limit = tools.settings().concurrency();
        return tools.threads().leftAlone().count() >= limit ? 0 : Math.max(0, limit - held.count());
    }

    private @Nullable Instant again(@Nullable Instant claimsNext, Instant now) {
        if (!store.shared()) {
            return claimsNext;
        }
        Instant look = now.plus(LOOK_AT_SHARED);
        return claimsNext != null && claimsNext.isBefore(look) ? claimsNext : look;
    }

    private void keep(WorkflowRun run) {
        RunKeeper keeper = new RunKeeper(tools, run);
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
