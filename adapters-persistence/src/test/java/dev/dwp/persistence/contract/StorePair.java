package dev.dwp.persistence.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two stores that are given the same sets of changes, and must agree on each and on all that comes of them. */
public final class StorePair {
    private static final List<Tenant> TENANTS = List.of(Tenants.ORG, Tenants.OTHER_APP);

    private final Driver one;
    private final Driver other;
    private final Store first;
    private final Store second;

    /** Every version of everything that has been stored, and what the set in the making adds; the latest last. */
    private final List<Job> jobs = new ArrayList<>();

    private final List<WorkflowRun> runs = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final List<CronState> crons = new ArrayList<>();
    private final List<TimelineEntry> entries = new ArrayList<>();

    /** Something that is done to both. */
    public interface Act {
        /** Does it. */
        void on(StorePair pair);
    }

    /**
     * One change of a set.
     *
     * @param version which version of something it is made from, counted from the latest backwards
     */
    public record Pick(Kind kind, int version) {}

    /** What a change does. */
    public enum Kind {
        ENQUEUE,
        ENQUEUE_WITH_KEY,
        ENQUEUE_AGAIN,
        CLAIM_JOB,
        PROGRESS,
        COMPLETE_JOB,
        RETRY,
        RELEASE_JOB,
        FAIL_JOB,
        CANCEL_JOB,
        REPLAY_JOB,
        JOB_LEASE_STANDS,
        PURGE,
        START,
        START_WITH_KEY,
        START_AGAIN,
        CLAIM_RUN,
        BEGIN_STEP,
        END_STEP,
        AWAIT_SIGNAL,
        SUSPEND,
        RELEASE_RUN,
        REQUEST_CANCEL,
        COMPLETE_RUN,
        FAIL_RUN,
        REPLAY_RUN,
        RUN_LEASE_STANDS,
        FORGET,
        KEEP,
        KEEP_AGAIN,
        PUBLISH,
        TAKE,
        REGISTER_CRON,
        FIRE_CRON,
        PAUSE,
        RESUME;

        static final List<Kind> OF_JOBS = List.copyOf(EnumSet.range(ENQUEUE, PURGE));
        static final List<Kind> OF_RUNS = List.copyOf(EnumSet.range(START, FORGET));
        static final List<Kind> OF_SIGNALS = List.copyOf(EnumSet.range(KEEP, TAKE));
        static final List<Kind> OF_CRONS = List.copyOf(EnumSet.range(REGISTER_CRON, RESUME));
    }

    StorePair(Store first, Store second) {
        this.first = first;
        this.second = second;
        this.one = new Driver(first, Driver.NOW);
        this.other = new Driver(second, Driver.NOW);
    }

    void pass(Duration time) {
        one.advance(time);
        other.advance(time);
    }

    void commit(List<Pick> picks) {
        List<List<?>> histories = List.of(jobs, runs, signals, crons, entries);
        List<Integer> before = histories.stream().<Integer>map(List::size).toList();
        List<Change> changes = new ArrayList<>();
        picks.forEach(pick -> change(pick).ifPresent(changes::add));
        Change[] set = changes.toArray(Change[]::new);
        boolean accepted = one.tries(set);
        assertEquals(accepted, other.tries(set), () -> "Whether this set is accepted: " + changes);
        if (!accepted) {
            for (int i = 0; i < before.size(); i++) {
                List<?> history = histories.get(i);
                history.subList(before.get(i), history.size()).clear();
            }
        }
    }

    void claim(int worker) {
        ClaimDraft draft = ClaimDraft.upTo(2).by(Driver.worker(worker));
        List<Job> taken = one.claim(draft).items();
        assertEquals(taken, other.claim(draft).items());
        jobs.addAll(taken);
        List<WorkflowRun> takenRuns = claimRuns(one, first, worker);
        assertEquals(takenRuns, claimRuns(other, second, worker));
        runs.addAll(takenRuns);
    }

    /** By id: where there is a place for each, none has to be before another. */
    private static List<WorkflowRun> claimRuns(Driver driver, Store store, int worker) {
        return store
                .runs()
                .claimDue(driver.lease(Driver.worker(worker)), Set.of(Driver.FLOW), RunPlaces.of(2), driver.now())
                .items()
                .stream()
                .sorted(Comparator.comparing(run -> run.id().text()))
                .toList();
    }

    void renew(int worker) {
        Lease lease = one.lease(Driver.worker(worker));
        var ids = one.jobs().stream().map(Job::id).toList();
        assertEquals(
                first.jobs().renew(lease.worker(), ids, lease.until()),
                second.jobs().renew(lease.worker(), ids, lease.until()));
        var runIds = one.runs().stream().map(WorkflowRun::id).toList();
        List<WorkflowRun> renewed = first.runs().renew(lease, runIds);
        assertEquals(renewed, second.runs().renew(lease, runIds));
        runs.addAll(renewed);
        one.jobs().stream().filter(job -> job.lease() != null).forEach(jobs::add);
    }

    private Optional<Change> change(Pick pick) {
        int version = pick.version();
        return switch (pick.kind()) {
            case ENQUEUE, ENQUEUE_WITH_KEY, ENQUEUE_AGAIN -> enqueue(pick);
            case CLAIM_JOB -> ofJob(version, job -> job.claim(one.lease(Driver.worker(1 + version % 2)), one.now()));
            case PROGRESS -> ofJob(version, job -> job.progress(new Progress(version, null), one.now()));
            case COMPLETE_JOB -> ofJob(version, job -> job.complete(Samples.PAYLOAD, one.now()));
            case RETRY -> ofJob(version, job -> job.retry("Again.", Duration.ofMillis(30), one.now()));
            case RELEASE_JOB -> ofJob(version, job -> job.release("Stopping.", one.now()));
            case FAIL_JOB -> ofJob(version, job -> job.fail("No.", one.now()));
            case CANCEL_JOB -> ofJob(version, job -> job.cancel(one.now()));
            case REPLAY_JOB -> ofJob(version, job -> job.replay(one.now()));
            case JOB_LEASE_STANDS ->
                latest(jobs, version)
                        .filter(job -> job.lease() != null)
                        .map(job -> new Change.JobLeaseStands(job.id(), job.lease()));
            case PURGE -> latest(jobs, version).map(Change.JobPurged::new);
            case START, START_WITH_KEY, START_AGAIN -> start(pick);
            case CLAIM_RUN -> ofRun(version, run -> run.claim(one.lease(Driver.worker(1 + version % 2)), one.now()));
            case BEGIN_STEP -> ofRun(version, run -> run.advance(begun(run, version), one.now()));
            case END_STEP -> endStep(version);
            case AWAIT_SIGNAL -> ofRun(version, run -> run.advance(awaiting(run, version), one.now()));
            case SUSPEND -> ofRun(version, run -> run.suspend(version == 0 ? one.now() : null, one.now()));
            case RELEASE_RUN -> ofRun(version, run -> run.release(one.now()));
            case REQUEST_CANCEL -> ofRun(version, run -> run.requestCancel(one.now()));
            case COMPLETE_RUN -> ofRun(version, run -> run.complete(Samples.PAYLOAD, one.now()));
            case FAIL_RUN -> ofRun(version, run -> run.fail("No.", one.now()));
            case REPLAY_RUN -> ofRun(version, run -> run.replay(one.now()));
            case RUN_LEASE_STANDS ->
                latest(runs, version)
                        .filter(run -> run.claim() != null)
                        .map(run ->
                                new Change.RunLeaseStands(run.id(), run.claim().lease()));
            case FORGET ->
                latest(runs, version).map(run -> new Change.EntriesForgotten(run.id(), List.of(1, 1 + version)));
            case KEEP -> keep(version);
            case KEEP_AGAIN -> latest(signals, version).map(Change.SignalKept::new);
            case PUBLISH ->
                Optional.of(new Change.SignalPublished(Publication.of(
                        one.signal("paid", null, tenant(version)),
                        new IdempotencyKey("dedup " + version % 3),
                        "digest")));
            case TAKE -> latest(signals, version).map(signal -> new Change.SignalTaken(signal.id()));
            case REGISTER_CRON, FIRE_CRON -> cron(pick);
            case PAUSE -> Optional.of(new Change.QueuePaused(queue(version), true));
            case RESUME -> Optional.of(new Change.QueuePaused(queue(version), false));
        };
    }

    private static <T> Optional<T> latest(List<T> all, int version) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(Math.floorMod(-1 - version, all.size())));
    }

    private static QueueName queue(int version) {
        return new QueueName("q" + version % 2);
    }

    private static Tenant tenant(int version) {
        return TENANTS.get(version % 2);
    }

    private Optional<Change> enqueue(Pick pick) {
        if (pick.kind() == Kind.ENQUEUE_AGAIN) {
            return latest(jobs, pick.version())
                    .map(job -> new Change.OfJob(Job.enqueue(job.id(), job.spec(), job.createdAt(), job.createdAt())));
        }
        JobDraft draft = JobDraft.job().queue(queue(pick.version()).text()).tenant(tenant(pick.version()));
        JobChange change = one.enqueuing(pick.kind() == Kind.ENQUEUE ? draft : draft.key("key " + pick.version() % 3))
                .change();
        jobs.add(change.job());
        return Optional.of(new Change.OfJob(change));
    }

    private Optional<Change> start(Pick pick) {
        if (pick.kind() == Kind.START_AGAIN) {
            return latest(runs, pick.version())
                    .map(run -> new Change.OfRun(WorkflowRun.start(run.id(), run.spec(), run.startedAt())));
        }
        RunDraft draft = RunDraft.run().tenant(tenant(pick.version()));
        RunChange change = one.starting(pick.kind() == Kind.START ? draft : draft.key("key " + pick.version() % 3))
                .change();
        runs.add(change.run());
        return Optional.of(new Change.OfRun(change));
    }

    /** An action that the table of transitions forbids from that version is none. */
    private Optional<Change> ofJob(int version, Function<Job, JobChange> action) {
        return latest(jobs, version)
                .flatMap(job -> legal(() -> action.apply(job)))
                .map(change -> {
                    jobs.add(change.job());
                    return new Change.OfJob(change);
                });
    }

    private Optional<Change> ofRun(int version, Function<WorkflowRun, RunChange> action) {
        return latest(runs, version)
                .flatMap(run -> legal(() -> action.apply(run)))
                .map(change -> {
                    runs.add(change.run());
                    return new Change.OfRun(change);
                });
    }

    private static <T> Optional<T> legal(Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private TimelineEntry begun(WorkflowRun run, int version) {
        return remember(Entries.running(run, 1 + version, "step-" + version));
    }

    private TimelineEntry awaiting(WorkflowRun run, int version) {
        Await await = new Await.ForSignal("paid", version == 0 ? null : "key", null);
        return remember(Entries.waiting(run, 1 + version, await, one.now()));
    }

    private TimelineEntry remember(TimelineEntry entry) {
        entries.add(entry);
        return entry;
    }

    private Optional<Change> endStep(int version) {
        return latest(entries, version).flatMap(entry -> {
            WorkflowRun run = runs.stream()
                    .filter(known -> known.id().equals(entry.runId()))
                    .toList()
                    .getLast();
            return legal(() -> run.wake(entry.completed(Samples.PAYLOAD, one.now()), one.now()))
                    .map(change -> {
                        runs.add(change.run());
                        return new Change.OfRun(change);
                    });
        });
    }

    private Optional<Change> keep(int version) {
        Signal signal = one.signal("paid", version % 3 == 0 ? null : "key", tenant(version));
        signals.add(signal);
        return Optional.of(new Change.SignalKept(signal));
    }

    private Optional<Change> cron(Pick pick) {
        CronState before = latest(crons, pick.version())
                .filter(state -> pick.kind() == Kind.FIRE_CRON)
                .orElse(new CronState("entry " + pick.version() % 2, "0 2 * * *", one.now(), null));
        CronState after = pick.kind() == Kind.REGISTER_CRON
                ? before
                : new CronState(
                        before.name(), before.schedule(), before.nextRunAt().plusSeconds(60), before.nextRunAt());
        crons.add(after);
        return Optional.of(new Change.CronMoved(before, after, Tenants.ORG, List.of()));
    }

    /** Counted from one: each store begins its log at a number of its own. */
    private static List<LoggedEvent> counted(List<LoggedEvent> log) {
        return log.stream()
                .map(event -> new LoggedEvent(
                        new Cursor(event.cursor().n() - log.getFirst().cursor().n() + 1),
                        event.at(),
                        event.tenant(),
                        event.channels(),
                        event.data()))
                .toList();
    }

    /** Everything that can be read agrees. */
    void compare() {
        assertEquals(one.jobs(), other.jobs());
        assertEquals(one.runs(), other.runs());
        for (WorkflowRun run : one.runs()) {
            assertEquals(first.runs().timeline(run.id()), second.runs().timeline(run.id()));
        }
        assertEquals(counted(one.log()), counted(other.log()));
        assertEquals(first.crons().all(), second.crons().all());
        assertEquals(first.jobs().pausedQueues(), second.jobs().pausedQueues());
        assertEquals(first.jobs().nextExpiry(), second.jobs().nextExpiry());
        assertEquals(first.runs().nextExpiry(), second.runs().nextExpiry());
        for (Tenant view : List.of(Tenant.NONE, Tenants.ORG, Tenants.OTHER_APP)) {
            assertEquals(first.jobs().countByState(view), second.jobs().countByState(view));
            assertEquals(first.jobs().depths(view), second.jobs().depths(view));
            assertEquals(first.runs().countByState(view), second.runs().countByState(view));
        }
        compareKeys();
        for (Tenant tenant : TENANTS) {
            for (@Nullable String key : new String[] {null, "key"}) {
                Signal probe = one.signal("paid", key, tenant);
                assertEquals(
                        first.signals().longestWaiting(probe), second.signals().longestWaiting(probe));
            }
        }
    }

    private void compareKeys() {
        for (Job job : one.jobs()) {
            if (job.spec().key() != null) {
                Function<Store, Optional<Job>> find = store -> store.jobs()
                        .findByKey(
                                job.spec().tenant(),
                                job.spec().name(),
                                job.spec().key(),
                                one.now().minusSeconds(1));
                assertEquals(find.apply(first), find.apply(second));
            }
        }
    }

    /** Takes every kept signal, and leaves none. */
    void compareKeptSignals() {
        for (Tenant tenant : TENANTS) {
            WorkflowRun run =
                    one.starting(RunDraft.run().tenant(tenant)).change().run();
            Await.ForSignal any = new Await.ForSignal("paid", null, null);
            Optional<Signal> kept;
            do {
                kept = first.signals().oldestKept(run, any);
                assertEquals(kept, second.signals().oldestKept(run, any));
                kept.map(signal -> new Change.SignalTaken(signal.id())).ifPresent(taken -> {
                    one.commit(taken);
                    other.commit(taken);
                });
            } while (kept.isPresent());
        }
    }
}
