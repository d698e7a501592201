package dev.dwp.application.store;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.SignalId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the conditions of a changeset, each against what is stored and what the changes before it make of that. Every store
 * calls it under whatever keeps others from writing meanwhile, and writes what is accepted as one act.
 */
public final class ChangesetRules {
    private final Instant at;
    private final AcceptedChangeset accepted;
    private final StagedState state;

    /** Jobs that this set leaves due so far, and their queues: one that it starts passes through it. */
    private final Map<JobId, QueueName> due = new HashMap<>();

    private ChangesetRules(Changeset changes, StoredState stored) {
        this.at = changes.at();
        this.accepted = new AcceptedChangeset(changes.changes().size(), stored);
        this.state = accepted.state();
    }

    /**
     * Accepts a changeset.
     *
     * @throws StaleWrite when a condition does not hold
     * @throws KeyTaken when a key already names something else
     */
    public static AcceptedChangeset check(Changeset changes, StoredState stored) {
        ChangesetRules rules = new ChangesetRules(changes, stored);
        for (Change change : changes.changes()) {
            rules.accepted.add(rules.check(change));
        }
        rules.due.values().forEach(queue -> rules.state.put(queue, false));
        WakeupTopics.add(rules.state.jobs().values(), rules.accepted.topics());
        return rules.accepted;
    }

    /** Accepts a change, with the lease that wins. */
    private Change check(Change change) {
        switch (change) {
            case Change.OfJob job -> {
                return check(job);
            }
            case Change.OfRun run -> {
                return check(run);
            }
            case Change.JobLeaseStands(var id, var lease) -> checkLease(id, lease);
            case Change.RunLeaseStands(var id, var lease) -> checkLease(id, lease);
            case Change.QueueClear(var queue) ->
                require(state.clear(queue) && !due.containsValue(queue), "The queue " + queue.text());
            case Change.JobPurged(var job) -> checkPurge(job);
            case Change.SignalKept(var signal) -> checkKeeping(signal);
            case Change.SignalTaken(var id) -> checkTaking(id);
            case Change.SignalPublished(var publication) -> check(publication);
            case Change.CronMoved moved -> check(moved);
            case Change.QueuePaused paused -> {
                accepted.topics().add(Topic.JOBS);
                state.put(paused.queue(), false);
            }
            case Change.EntriesForgotten forgotten -> {}
        }
        return change;
    }

    @SuppressWarnings("ReferenceEquality") // equal either way
    private Change.OfJob check(Change.OfJob asked) {
        JobChange change = asked.change();
        Job job = change.job();
        StoredJob before = state.job(job.id());
        if (change.action() == JobAction.ENQUEUE) {
            require(before == null, job.id().text());
            takeKey(KeyRef.of(job), job.id().text(), job.createdAt());
        } else {
            require(
                    before != null && before.revision() == job.revision() - 1,
                    job.id().text());
            endKey(KeyRef.of(job), job.id().text(), job.completedAt());
        }
        Lease held = before == null ? null : before.lease();
        WakeupTopics.add(change, held, at, accepted.topics());
        Job winning = job.keepingLaterLease(held);
        move(winning, before, StoredJob.of(winning, JobPhase.of(winning, at)));
        return winning == job ? asked : new Change.OfJob(new JobChange(change.action(), winning));
    }

    private void move(Job job, @Nullable StoredJob before, @Nullable StoredJob after) {
        state.put(job.id(), after);
        accepted.move(job.spec(), before, after);
        if (after != null && after.phase() == JobPhase.DUE) {
            due.put(job.id(), job.spec().queue());
        } else {
            due.remove(job.id());
        }
    }

    private void checkPurge(Job job) {
        StoredJob before = state.job(job.id());
        require(before != null && before.revision() == job.revision(), job.id().text());
        move(job, before, null);
        KeyRef key = KeyRef.of(job);
        if (key != null) {
            state.put(key, KeyOwner.without(state.owners(key), job.id().text()));
        }
    }

    @SuppressWarnings("ReferenceEquality") // equal either way
    private Change.OfRun check(Change.OfRun asked) {
        RunChange change = asked.change();
        WorkflowRun run = change.run();
        StoredRun before = state.run(run.id());
        if (change.action() == RunAction.START) {
            require(before == null, run.id().text());
            takeKey(KeyRef.of(run), run.id().text(), run.startedAt());
        } else {
            require(
                    before != null && before.revision() == run.revision() - 1,
                    run.id().text());
            endKey(KeyRef.of(run), run.id().text(), run.completedAt());
        }
        RunClaim held = before == null ? null : before.claim();
        WakeupTopics.add(run, held, at, accepted.topics());
        WorkflowRun winning = run.keepingLaterLease(held);
        StoredRun after = StoredRun.of(winning);
        state.put(run.id(), after);
        accepted.move(run.spec(), before, after);
        return winning == run ? asked : new Change.OfRun(new RunChange(change.action(), winning, change.entry()));
    }

    private void checkLease(JobId id, Lease lease) {
        StoredJob now = state.job(id);
        require(now != null && lease.equals(now.lease()), id.text());
    }

    private void checkLease(RunId id, Lease lease) {
        StoredRun now = state.run(id);
        RunClaim claim = now == null ? null : now.claim();
        require(claim != null && lease.equals(claim.lease()), id.text());
    }

    private void takeKey(@Nullable KeyRef key, String id, Instant createdAt) {
        if (key != null) {
            Instant created = state.readBack(createdAt);
            List<KeyOwner> owners = freeOwners(key, created);
            state.put(key, KeyOwner.with(owners, new KeyOwner(id, created, null)));
        }
    }

    /** The owners of a key, none of which it is remembered to name. */
    private List<KeyOwner> freeOwners(KeyRef key, Instant now) {
        List<KeyOwner> owners = state.owners(key);
        if (KeyOwner.remembered(owners, now.minus(IdempotencyKey.REMEMBERED)).isPresent()) {
            throw new KeyTaken();
        }
        return owners;
    }

    /** An owner of a key has ended or begun anew, for changes after this one that want the key. */
    private void endKey(@Nullable KeyRef key, String id, @Nullable Instant endedAt) {
        List<KeyOwner> owners = key == null ? List.of() : state.owners(key);
        if (key != null && !owners.isEmpty()) {
            Instant ended = endedAt == null ? null : state.readBack(endedAt);
            state.put(key, KeyOwner.ended(owners, id, ended));
        }
    }

    /** A publication is the one owner of its key: the one before it is forgotten. */
    private void check(Publication publication) {
        KeyRef key = KeyRef.of(publication);
        Instant published = state.readBack(publication.publishedAt());
        freeOwners(key, published);
        state.put(key, List.of(new KeyOwner(publication.signal().text(), published, published)));
    }

    private void checkKeeping(Signal signal) {
        require(!state.keeps(signal.id()), signal.id().text());
        state.put(signal.id(), true);
    }

    private void checkTaking(SignalId id) {
        require(state.keeps(id), id.text());
        state.put(id, false);
    }

    private void check(Change.CronMoved moved) {
        String name = moved.before().name();
        CronState before = readBack(moved.before());
        CronState after = readBack(moved.after());
        CronState current = state.cron(name);
        boolean first = current == null && before.equals(after);
        require(first || before.equals(current), "The cron entry " + name);
        state.put(name, after);
    }

    private CronState readBack(CronState cron) {
        Instant last = cron.lastRunAt();
        return new CronState(
                cron.name(),
                cron.schedule(),
                state.readBack(cron.nextRunAt()),
                last == null ? null : state.readBack(last));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new StaleWrite(what);
        }
    }
}
