package dev.dwp.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.id.Base32Id;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangesetRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:30:00.123456Z");
    private static final Lease LEASE = lease(2, 30);

    /** A store in which nothing was written yet. */
    private final StagedState stored = new StagedState(new Empty());

    private record Empty() implements StoredState {
        @Override
        public @Nullable StoredJob job(JobId id) {
            return null;
        }

        @Override
        public @Nullable StoredRun run(RunId id) {
            return null;
        }

        @Override
        public List<KeyOwner> owners(KeyRef key) {
            return List.of();
        }

        @Override
        public boolean keeps(SignalId id) {
            return false;
        }

        @Override
        public @Nullable CronState cron(String name) {
            return null;
        }

        @Override
        public boolean clear(QueueName queue) {
            return true;
        }

        @Override
        public Instant readBack(Instant instant) {
            return instant.truncatedTo(ChronoUnit.MICROS);
        }
    }

    private static Lease lease(int worker, int seconds) {
        return new Lease(new WorkerId("wkr_" + Base32Id.encode(1, worker)), NOW.plusSeconds(seconds));
    }

    private static Change.OfJob enqueue(int id, @Nullable String key, Instant now) {
        JobSpec spec = new JobSpec(
                "send",
                new QueueName("mail"),
                Value.EMPTY,
                0,
                RetryPolicy.DEFAULT,
                Duration.ofMinutes(5),
                key == null ? null : new IdempotencyKey(key),
                Tenant.NONE,
                null);
        return new Change.OfJob(Job.enqueue(new JobId("job_" + Base32Id.encode(1, id)), spec, now, now));
    }

    private AcceptedChangeset check(Change... changes) {
        return ChangesetRules.check(Changeset.of(NOW, changes), stored);
    }

    private AcceptedChangeset commit(Change... changes) {
        AcceptedChangeset accepted = check(changes);
        stored.putAll(accepted.state());
        return accepted;
    }

    private static Map<JobPhase, Long> counts(AcceptedChangeset accepted) {
        CountDeltas<JobCountKey> deltas = new CountDeltas<>();
        accepted.countJobs(deltas);
        Map<JobPhase, Long> byPhase = new HashMap<>();
        deltas.forEach((key, delta) -> byPhase.put(key.phase(), delta));
        return byPhase;
    }

    private Job running() {
        Job job = enqueue(1, null, NOW).change().job();
        commit(new Change.OfJob(Job.enqueue(job.id(), job.spec(), NOW, NOW)));
        Job running = job.claim(LEASE, NOW).job();
        commit(new Change.OfJob(job.claim(LEASE, NOW)));
        return running;
    }

    @Test
    void stagesNothingOfARefusedChangeset() {
        Job job = running();
        Change done = new Change.OfJob(job.complete(Value.EMPTY, NOW));
        assertThrows(StaleWrite.class, () -> check(done, done));
        assertEquals(new StoredJob(2, JobState.RUNNING, JobPhase.RUNNING, LEASE), stored.job(job.id()));
        assertEquals(List.of(done), check(done).changes());
    }

    @Test
    void letsSeveralSetsOfOneTransactionStartJobsOfAQueueUntilOneLeavesAJobDue() {
        commit(started(1));
        commit(started(2));
        commit(enqueue(3, null, NOW));
        assertThrows(StaleWrite.class, () -> check(started(4)));
    }

    private static Change[] started(int id) {
        Change.OfJob enqueued = enqueue(id, null, NOW);
        Job job = enqueued.change().job();
        return new Change[] {
            new Change.QueueClear(job.spec().queue()), enqueued, new Change.OfJob(job.claim(LEASE, NOW))
        };
    }

    @Test
    void lowersAndRaisesTheCountsThatAJobLeavesAndEnters() {
        Change.OfJob enqueued = enqueue(1, null, NOW);
        assertEquals(Map.of(JobPhase.DUE, 1L), counts(commit(enqueued)));
        Job job = enqueued.change().job();
        assertEquals(
                Map.of(JobPhase.DUE, -1L, JobPhase.RUNNING, 1L),
                counts(commit(new Change.OfJob(job.claim(LEASE, NOW)))));
        Job running = job.claim(LEASE, NOW).job();
        Job again = running.retry("No.", Duration.ofSeconds(5), NOW).job();
        assertEquals(
                Map.of(JobPhase.RUNNING, -1L, JobPhase.SCHEDULED, 1L),
                counts(commit(new Change.OfJob(running.retry("No.", Duration.ofSeconds(5), NOW)))));
        assertEquals(
                Map.of(JobPhase.SCHEDULED, -1L, JobPhase.FINISHED, 1L),
                counts(commit(new Change.OfJob(again.cancel(NOW)))));
    }

    @Test
    void countsNoStateThatAJobPassesThroughInOneChangeset() {
        Change.OfJob enqueued = enqueue(1, null, NOW);
        Job job = enqueued.change().job();
        assertEquals(Map.of(JobPhase.FINISHED, 1L), counts(check(enqueued, new Change.OfJob(job.cancel(NOW)))));
        commit(enqueued);
        Job running = job.claim(LEASE, NOW).job();
        AcceptedChangeset there =
                check(new Change.OfJob(job.claim(LEASE, NOW)), new Change.OfJob(running.complete(Value.EMPTY, NOW)));
        assertEquals(Map.of(JobPhase.DUE, -1L, JobPhase.FINISHED, 1L), counts(there));
    }

    @Test
    void letsTheLongerLeaseOfTheSameWorkerWin() {
        Job job = running();
        Lease renewed = lease(2, 90);
        stored.put(job.id(), new StoredJob(2, JobState.RUNNING, JobPhase.RUNNING, renewed));
        Change progress = new Change.OfJob(job.progress(new Progress(50, null), NOW));
        AcceptedChangeset accepted = check(progress);
        Change.OfJob winning = (Change.OfJob) accepted.changes().getFirst();
        assertEquals(renewed, winning.change().job().lease());
        assertEquals(
                new StoredJob(3, JobState.RUNNING, JobPhase.RUNNING, renewed),
                accepted.state().job(job.id()));
    }

    @Test
    void wakesTheWorkerWhoseJobIsCancelledOrWasTakenAwayAfterItsLease() {
        Job job = running();
        Change cancelled = new Change.OfJob(job.cancel(NOW));
        assertEquals(Set.of(Topic.ROOM, Topic.INTERRUPTS), check(cancelled).topics());
        Change released = new Change.OfJob(job.release("Stopping.", NOW));
        assertEquals(Set.of(Topic.JOBS), check(released).topics());
        AcceptedChangeset late = ChangesetRules.check(Changeset.of(LEASE.until(), released), stored);
        assertEquals(Set.of(Topic.JOBS, Topic.INTERRUPTS), late.topics());
        Change progress = new Change.OfJob(job.progress(new Progress(50, null), NOW));
        assertEquals(Set.of(), check(progress).topics());
    }

    @Test
    void tellsOfRoomAndNotOfJobsWhenAJobThatRanHasEnded() {
        Job job = running();
        assertEquals(
                Set.of(Topic.ROOM),
                check(new Change.OfJob(job.complete(Value.EMPTY, NOW))).topics());
        assertEquals(
                Set.of(Topic.ROOM),
                check(new Change.OfJob(job.fail("No.", NOW))).topics());
    }

    @Test
    void remembersAKeyToTheMicrosecondThatTheStoreReadsBack() {
        Instant ended = NOW.plusNanos(700);
        Change.OfJob first = enqueue(1, "k", NOW);
        commit(first);
        assertThrows(KeyTaken.class, () -> check(enqueue(2, "k", NOW.plus(IdempotencyKey.REMEMBERED.multipliedBy(9)))));
        commit(new Change.OfJob(first.change().job().cancel(ended)));
        Instant last = NOW.plus(IdempotencyKey.REMEMBERED);
        assertThrows(KeyTaken.class, () -> check(enqueue(2, "k", last.plusNanos(900))));
        check(enqueue(2, "k", last.plusNanos(1000)));
    }

    @Test
    void freesTheKeyOfAPurgedJobForTheChangesAfterIt() {
        Change.OfJob first = enqueue(1, "k", NOW);
        commit(first);
        Change purged = new Change.JobPurged(first.change().job());
        Change.OfJob second = enqueue(2, "k", NOW);
        assertThrows(KeyTaken.class, () -> check(second, purged));
        AcceptedChangeset accepted = commit(purged, second);
        String id = second.change().job().id().text();
        assertEquals(
                Map.of(new KeyRef(KeyRef.Kind.JOB, Tenant.NONE, "send", "k"), List.of(new KeyOwner(id, NOW, null))),
                accepted.state().owners());
    }
}
