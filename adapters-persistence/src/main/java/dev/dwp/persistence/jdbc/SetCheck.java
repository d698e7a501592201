package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.workflow.Publication;
import dev.dwp.domain.workflow.RunAction;
import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the conditions of one set of changes, one change after the other, against what is stored and what the changes
 * before have made of it. For the writer's thread.
 */
final class SetCheck {
    private final WorkingSet working;
    private final PreparedSet set;
    private final Set<Topic> news = EnumSet.noneOf(Topic.class);
    private final Counts<Standing> jobCounts = new Counts<>();
    private final Counts<RunStanding> runCounts = new Counts<>();

    SetCheck(WorkingSet working, PreparedSet set) {
        this.working = working;
        this.set = set;
    }

    /**
     * Checks all of it.
     *
     * @throws StaleWrite when a condition does not hold
     * @throws KeyTaken when a key is taken
     */
    void check() throws SQLException {
        for (PreparedSet.Part part : set.parts()) {
            switch (part.change()) {
                case Change.OfJob(var job) -> check(job);
                case Change.JobLeaseStands(var id, var lease) -> checkLease(id, lease);
                case Change.RunLeaseStands(var id, var lease) -> checkLease(id, lease);
                case Change.JobPurged(var job) -> checkPurge(job);
                case Change.OfRun(var run) -> {
                    if (run.action() == RunAction.START) {
                        checkStart(run.run());
                    } else {
                        checkMove(run.run());
                    }
                }
                case Change.SignalKept(var signal) -> checkKeeping(signal.id().text());
                case Change.SignalPublished(var publication) -> check(PublishedRow.cut(publication));
                case Change.SignalTaken(var id) -> checkTaking(id.text());
                case Change.CronMoved moved -> check(moved);
                case Change.QueuePaused paused -> news.add(Topic.JOBS);
                case Change.EntriesForgotten forgotten -> {}
            }
        }
    }

    /** What is checked is to be applied. */
    void accept(Transaction transaction) {
        Leases.write(set.writes(), working);
        working.accept(set.writes());
        news.forEach(transaction::ring);
        jobCounts.forEach(transaction.jobs()::add);
        runCounts.forEach(transaction.runs()::add);
    }

    private void check(JobChange change) {
        Job job = change.job();
        String id = job.id().text();
        JobNow before = working.jobs().get(id);
        if (change.action() == JobAction.ENQUEUE) {
            require(before == null, id);
            checkKey(KeyRef.of(job), id, job.createdAt());
        } else {
            require(before != null && before.revision() == job.revision() - 1, id);
            noteEnd(KeyRef.of(job), id, job.completedAt());
        }
        News.of(change, before == null ? null : before.lease(), set.at(), news);
        JobNow after = JobNow.of(job, Place.of(job, set.at()));
        move(job, before, Leases.keepLater(after, before));
    }

    private void move(Job job, @Nullable JobNow before, @Nullable JobNow after) {
        working.jobs().set(job.id().text(), after);
        if (before != null) {
            jobCounts.add(standing(job, before), -1);
        }
        if (after != null) {
            jobCounts.add(standing(job, after), 1);
        }
    }

    private static Standing standing(Job job, JobNow now) {
        return new Standing(Lane.of(job.spec()), job.spec().name(), now.state(), now.place());
    }

    private void checkLease(JobId id, Lease lease) {
        JobNow now = working.jobs().get(id.text());
        require(now != null && lease.equals(now.lease()), id.text());
    }

    private void checkLease(RunId id, Lease lease) {
        RunNow now = working.runs().get(id.text());
        RunClaim claim = now == null ? null : now.claim();
        require(claim != null && lease.equals(claim.lease()), id.text());
    }

    private void checkPurge(Job job) throws SQLException {
        String id = job.id().text();
        JobNow before = working.jobs().get(id);
        require(before != null && before.revision() == job.revision(), id);
        move(job, before, null);
        KeyRef ref = KeyRef.of(job);
        if (ref != null) {
            working.keys().set(ref, KeyOwner.without(working.keys().get(ref), id));
        }
    }

    private void checkStart(WorkflowRun run) {
        String id = run.id().text();
        require(working.runs().get(id) == null, id);
        checkKey(KeyRef.of(run), id, run.startedAt());
        moved(run, null);
    }

    private void checkMove(WorkflowRun run) {
        String id = run.id().text();
        RunNow before = working.runs().get(id);
        require(before != null && before.revision() == run.revision() - 1, id);
        noteEnd(KeyRef.of(run), id, run.completedAt());
        moved(run, before);
    }

    private void moved(WorkflowRun run, @Nullable RunNow before) {
        String id = run.id().text();
        News.of(run, before == null ? null : before.claim(), set.at(), news);
        working.runs().set(id, Leases.keepLater(RunNow.of(run), before));
        if (before != null) {
            runCounts.add(standing(run, before.state()), -1);
        }
        runCounts.add(standing(run, run.state()), 1);
    }

    private static RunStanding standing(WorkflowRun run, RunState state) {
        return new RunStanding(run.spec().tenant(), run.spec().name(), state);
    }

    private void checkKey(@Nullable KeyRef ref, String id, Instant createdAt) {
        if (ref == null) {
            return;
        }
        List<KeyOwner> owners = working.keys().get(ref);
        Instant made = Micros.cut(createdAt);
        Instant forgotten = made.minus(IdempotencyKey.REMEMBERED);
        if (owners != null && owners.stream().anyMatch(owner -> owner.remembered(forgotten))) {
            throw new KeyTaken();
        }
        working.keys().set(ref, KeyOwner.with(owners, new KeyOwner(id, made, null)));
    }

    /** What a key names has ended or begun anew; it counts for the sets of this transaction that want the key. */
    private void noteEnd(@Nullable KeyRef ref, String id, @Nullable Instant endedAt) {
        List<KeyOwner> owners = ref == null ? null : working.keys().get(ref);
        if (ref != null && owners != null) {
            owners.stream()
                    .filter(owner -> owner.id().equals(id))
                    .findFirst()
                    .ifPresent(owner -> working.keys()
                            .set(ref, KeyOwner.with(owners, new KeyOwner(id, owner.createdAt(), endedAt))));
        }
    }

    private void check(Publication publication) {
        PublishedRow.Ref ref = PublishedRow.Ref.of(publication);
        Publication known = working.published().get(ref);
        Instant forgotten = publication.publishedAt().minus(IdempotencyKey.REMEMBERED);
        if (known != null && !known.publishedAt().isBefore(forgotten)) {
            throw new KeyTaken();
        }
        working.published().set(ref, publication);
    }

    /** One that is kept already and that no change of the transaction names is refused by the row's own key. */
    private void checkKeeping(String id) {
        require(working.signals().get(id) == null, id);
        working.signals().set(id, true);
    }

    private void checkTaking(String id) {
        require(working.signals().get(id) != null, id);
        working.signals().set(id, null);
    }

    private void check(Change.CronMoved moved) {
        String name = moved.before().name();
        CronState before = CronRow.cut(moved.before());
        CronState after = CronRow.cut(moved.after());
        CronState current = working.crons().get(name);
        boolean first = current == null && before.equals(after);
        require(first || before.equals(current), "The cron entry " + name);
        working.crons().set(name, after);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new StaleWrite(what);
        }
    }
}
