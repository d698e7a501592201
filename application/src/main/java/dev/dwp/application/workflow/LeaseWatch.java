package dev.dwp.application.workflow;

import dev.dwp.application.lease.LeaseGuard;
import dev.dwp.application.loop.Loop;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the runs held here and tells their keepers what changed from outside; and frees runs whose lease ran
 * out, so that another worker goes on with them.
 */
final class LeaseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);
    private static final int BATCH = 100;

    private final Tools tools;
    private final Store store;
    private final HeldRuns held;
    private final Duration lease;
    private final LostRuns lostRuns;
    private final Loop loop;
    private final LeaseGuard guard;
    private Wakeups.Registration registration = () -> {};

    /** Whether a turn is planned that renews; set false by a turn before it looks whether there is something to renew. */
    private final AtomicBoolean planned = new AtomicBoolean();

    /** Whether something changed from outside; set by the store's hints. */
    private final AtomicBoolean news = new AtomicBoolean();

    /** When to renew at the latest; written by the loop's thread. */
    private Instant renewAt = Instant.MIN;

    LeaseWatch(Tools tools, HeldRuns held) {
        this.tools = tools;
        this.store = tools.parts().store();
        this.held = held;
        this.lease = tools.settings().lease();
        this.lostRuns = new LostRuns(store.runs(), tools.rendezvous());
        this.loop = new Loop(
                "dwp-workflow-leases", Tools.LONGEST_PAUSE, tools.parts().loop(), this::tick);
        this.guard = new LeaseGuard(tools.clock()::now, tools.parts().alarms(), this::lapse);
    }

    void start() {
        registration = store.wakeups().on(Wakeups.Topic.INTERRUPTS, () -> {
            news.set(true);
            loop.wake();
        });
        loop.start();
    }

    void stop() throws InterruptedException {
        registration.close();
        loop.stop();
    }

    /** Tells the keepers whose leases have run out, without asking the store; returns when the next lease does. */
    private @Nullable Instant lapse(Instant now) {
        List<RunKeeper> keepers = held.holding();
        keepers.forEach(keeper -> keeper.loseIfLate(now));
        return keepers.stream()
                .map(RunKeeper::leasedUntil)
                .filter(until -> until.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** There are leases that may be the first. */
    void expect() {
        if (store.shared()) {
            guard.expect(tools.clock().now().plus(lease));
        }
        if (planned.compareAndSet(false, true)) {
            loop.wake();
        }
    }

    /** Renews and frees what there is now; returns when to do so again without being woken. */
    @Nullable
    Instant tick() {
        planned.set(false);
        Instant now = tools.clock().now();
        List<RunKeeper> keepers = held.holding();
        if (news.getAndSet(false) || !now.isBefore(renewAt)) {
            renew(keepers, now);
            renewAt = now.plus(lease.dividedBy(3));
        }
        planned.set(!keepers.isEmpty());
        free(now);
        return Stream.of(
                        Optional.of(renewAt).filter(any -> !keepers.isEmpty()),
                        store.runs().nextExpiry(),
                        Optional.of(now.plus(lease.dividedBy(2))).filter(any -> store.shared()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private void renew(List<RunKeeper> keepers, Instant now) {
        if (keepers.isEmpty()) {
            return;
        }
        Lease longer = new Lease(tools.settings().worker(), now.plus(lease));
        try {
            Map<RunId, WorkflowRun> renewed = store.runs().renew(longer, ids(keepers)).stream()
                    .collect(Collectors.toMap(WorkflowRun::id, Function.identity(), (one, other) -> one));
            keepers.forEach(keeper -> tell(keeper, renewed.get(keeper.id()), longer));
        } catch (StoreUnavailable e) {
            news.set(true);
            loseIfLate(keepers, now);
            throw e;
        } catch (RuntimeException | Error e) {
            news.set(true);
            throw e;
        }
    }

    private static List<RunId> ids(List<RunKeeper> keepers) {
        return keepers.stream().map(RunKeeper::id).distinct().toList();
    }

    private static void tell(RunKeeper keeper, @Nullable WorkflowRun stored, Lease longer) {
        if (stored == null) {
            keeper.tell(Message.Notice.LOOK);
        } else {
            keeper.renewed(stored, longer);
        }
    }

    /** What could not be renewed in time may run elsewhere by now. */
    private void loseIfLate(List<RunKeeper> keepers, Instant now) {
        if (store.shared()) {
            keepers.forEach(keeper -> keeper.loseIfLate(now));
        }
    }

    private void free(Instant now) {
        List<WorkflowRun> expired = store.runs().expired(now, BATCH);
        expired.forEach(run -> free(run, now));
    }

    private void free(WorkflowRun run, Instant now) {
        RunClaim lost = run.claim();
        if (lost == null) {
            return;
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.RunLeaseStands(run.id(), lost.lease()));
        changes.addAll(lostRuns.changes(run, now));
        try {
            tools.commits().commit(new Changeset(now, changes));
            LOG.warn("Lost the worker of run {}, whose lease ran out: the {}. in a row.", run.id(), run.losses() + 1);
        } catch (StaleWrite e) {
            LOG.debug("The run {} has moved on meanwhile.", run.id());
        }
    }
}
