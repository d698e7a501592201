package dev.dwp.persistence.contract;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Acts on a store as the services do, in a line each, at a time that a test moves by hand. Thread-safe but for the time,
 * which only a test's own thread may move, while no other acts.
 */
public final class Driver {
    /** Where time begins. Microseconds, because stores keep no finer instants. */
    public static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456Z");

    /** A worker. */
    public static final WorkerId WORKER = worker(1);

    /** Another worker. */
    public static final WorkerId OTHER_WORKER = worker(2);

    /** The version that {@link RunDraft} asks for. */
    public static final WorkflowVersion FLOW = new WorkflowVersion("flow", 1);

    private final Store store;
    private final IdGenerator ids;
    private Instant now;

    /** Begins at an instant. */
    public Driver(Store store, Instant start) {
        this.store = store;
        this.ids = new IdGenerator(InstantSource.fixed(start), new Random(1));
        this.now = start;
    }

    /** A worker by number. */
    public static WorkerId worker(int number) {
        return new WorkerId(WorkerId.PREFIX + Base32Id.encode(0, number));
    }

    /** The time. */
    public Instant now() {
        return now;
    }

    /** Lets time pass, or step back. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Makes ids in ascending order. */
    public IdGenerator ids() {
        return ids;
    }

    public Cursor commit(Change... changes) {
        return commit(List.of(changes));
    }

    public Cursor commit(List<Change> changes) {
        return store.commits().commit(new Changeset(now, changes));
    }

    /** Whether the store took it; a refusal for its condition or its key is an answer. */
    public boolean tries(Change... changes) {
        try {
            commit(changes);
            return true;
        } catch (StaleWrite | KeyTaken e) {
            return false;
        }
    }

    /** Commits what happened to a job. */
    public Job commit(JobChange change) {
        commit(new Change.OfJob(change));
        return change.job();
    }

    /** Commits what happened to a run. */
    public WorkflowRun commit(RunChange change) {
        commit(new Change.OfRun(change));
        return change.run();
    }

    /** What enqueuing this would be, due at once. */
    public Change.OfJob enqueuing(JobDraft draft) {
        return new Change.OfJob(Job.enqueue(ids.job(), draft.spec(), now, now));
    }

    /** Enqueues a job that is due at once. */
    public Job enqueue(JobDraft draft) {
        return enqueue(draft, now);
    }

    /** Enqueues a job that is due at an instant. */
    public Job enqueue(JobDraft draft, Instant runAt) {
        return commit(Job.enqueue(ids.job(), draft.spec(), runAt, now));
    }

    /** Enqueues so many jobs that are due at once. */
    public List<Job> enqueue(int count, JobDraft draft) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(enqueue(draft));
        }
        return jobs;
    }

    /** Takes due jobs called {@code work}. */
    public List<Job> claim(int limit) {
        return claim(ClaimDraft.upTo(limit)).items();
    }

    /** Takes what a worker can take on. */
    public Claimed<Job> claim(ClaimDraft draft) {
        return store.jobs().claimDue(draft.at(now));
    }

    /** Enqueues a job and takes it; nothing else may wait. */
    public Job running(JobDraft draft) {
        Job job = enqueue(draft);
        List<Job> taken = claim(ClaimDraft.upTo(2).names(draft.spec().name())).items();
        if (taken.size() != 1 || !taken.getFirst().id().equals(job.id())) {
            throw new AssertionError("Only " + job.id() + " should have been taken: " + taken);
        }
        return taken.getFirst();
    }

    /** A job that has failed for good; nothing else may wait. */
    public Job dead(JobDraft draft) {
        return commit(running(draft).fail("It cannot be done.", now));
    }

    /** The job as it is now. */
    public Job fresh(Job job) {
        return store.jobs().find(job.id()).orElseThrow();
    }

    /** What starting this would be. */
    public Change.OfRun starting(RunDraft draft) {
        return new Change.OfRun(WorkflowRun.start(ids.run(), draft.spec(), now));
    }

    /** Starts a run. */
    public WorkflowRun start(RunDraft draft) {
        return commit(starting(draft).change());
    }

    /** Takes due runs of version 1 of {@code flow}. */
    public List<WorkflowRun> claimRuns(int limit) {
        return store.runs()
                .claimDue(lease(WORKER), Set.of(FLOW), RunPlaces.of(limit), now)
                .items();
    }

    /** Starts a run and takes it; nothing else may be due. */
    public WorkflowRun claimed(RunDraft draft) {
        WorkflowRun run = start(draft);
        List<WorkflowRun> taken = claimRuns(2);
        if (taken.size() != 1 || !taken.getFirst().id().equals(run.id())) {
            throw new AssertionError("Only " + run.id() + " should have been taken: " + taken);
        }
        return taken.getFirst();
    }

    /** The run as it is now. */
    public WorkflowRun fresh(WorkflowRun run) {
        return store.runs().find(run.id()).orElseThrow();
    }

    /** A lease from now on, as long as a claim's. */
    public Lease lease(WorkerId worker) {
        return new Lease(worker, now.plus(ClaimDraft.LEASE));
    }

    /** A signal published now. */
    public Signal signal(String name, @Nullable String key, Tenant tenant) {
        return new Signal(ids.signal(), name, key, Value.of(name), tenant, null, now);
    }

    /** Keeps a signal. */
    public Signal keep(Signal signal) {
        commit(new Change.SignalKept(signal));
        return signal;
    }

    /** Pauses a queue, or lets it go on. */
    public void pause(String queue, boolean paused) {
        commit(new Change.QueuePaused(new QueueName(queue), paused));
    }

    /** Every job, newest first. */
    public List<Job> jobs() {
        return store.jobs().list(new JobQuery(Tenant.NONE, null, null, null, null, 100_000));
    }

    /** Every run, newest first. */
    public List<WorkflowRun> runs() {
        return store.runs().list(new RunQuery(Tenant.NONE, null, null, null, 100_000));
    }

    /** The whole log. */
    public List<LoggedEvent> log() {
        return log(store.events().oldest().previous());
    }

    /** The log after a cursor. */
    public List<LoggedEvent> log(Cursor after) {
        List<LoggedEvent> events = new ArrayList<>();
        Cursor head = store.events().head();
        Cursor at = after;
        while (at.compareTo(head) < 0) {
            var page = store.events().read(at, null, Tenant.NONE, 1000);
            events.addAll(page.events());
            at = page.upTo();
        }
        return events;
    }
}
