package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.RUNNING;
import static dev.dwp.engine.job.Scene.OPERATOR;
import static dev.dwp.engine.job.Scene.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.handler.PermanentFailure;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.job.WorkerLoad;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.out.Store;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.function.Executable;

/** An engine and the model of it, side by side: every operation is done to both. */
final class ModelWorld {
    private static final List<Caller> TENANTS = List.of(Scene.SHOP, Scene.BANK);
    static final List<QueueName> QUEUES = List.of(QueueName.DEFAULT, Node.MAIL);

    final Store memory = new MemoryStore();
    final ManualClock clock = new ManualClock(START);
    final Map<JobId, Expected> jobs = new HashMap<>();
    final Set<JobId> purged = new HashSet<>();
    final Set<Integer> paused = new HashSet<>();
    private final IdGenerator ids = new IdGenerator(clock, new Random(1));
    private final Gate gate = new Gate();

    /** Handlers of the living node: also those whose job was cancelled, as long as they have not heard. */
    private final Map<JobId, Gate.Visit> visits = new HashMap<>();

    private final List<Node> graves = new ArrayList<>();
    Node node = raise();

    private Node raise() {
        return new Node(
                memory, clock, ids, JobDefinition.of("gate", Value.class, gate).withRetry(Scene.STEADY));
    }

    void apply(Operation operation) throws Exception {
        switch (operation) {
            case Operation.Enqueue enqueue -> enqueue(enqueue);
            case Operation.Turn turn -> turn();
            case Operation.Complete(int job) -> complete(job);
            case Operation.Fail(int job, boolean permanent) -> fail(job, permanent);
            case Operation.Late(int job) -> late(job);
            case Operation.Tell(int job, int percent) -> tell(job, percent);
            case Operation.Cancel(int job) -> cancel(job);
            case Operation.Replay(int job) -> replay(job);
            case Operation.Purge(int job) -> purge(job);
            case Operation.Pause(int queue, boolean on) -> pause(queue, on);
            case Operation.Advance(Duration time) -> advance(time);
            case Operation.Crash crash -> crash();
            case Operation.Restart restart -> restart();
        }
    }

    private void enqueue(Operation.Enqueue asked) {
        JobOptions options = JobOptions.DEFAULT
                .withQueue(QUEUES.get(asked.choice().queue()))
                .withPriority(asked.choice().priority())
                .withDelay(Duration.ofSeconds(asked.delay()))
                .withMaxRetries(asked.retries())
                .withTimeout(Duration.ofSeconds(asked.timeout()));
        EnqueueJob.Command command = new EnqueueJob.Command(
                "gate",
                Value.of(asked.payload()),
                asked.key() == 0 ? options : options.withKey(new IdempotencyKey("key-" + asked.key())));
        Caller caller = TENANTS.get(asked.choice().tenant());
        Optional<Expected> known = keyed(asked);
        if (known.isPresent() && known.get().asked.payload() != asked.payload()) {
            Scene.assertRefused(409, () -> node.engine.enqueue().enqueue(caller, command));
            return;
        }
        EnqueueJob.Enqueued made = node.engine.enqueue().enqueue(caller, command);
        assertEquals(known.isEmpty(), made.created());
        if (made.created()) {
            jobs.put(made.job().id(), new Expected(made.job().id(), asked, clock.instant()));
        } else {
            assertEquals(known.get().id, made.job().id());
        }
    }

    private Optional<Expected> keyed(Operation.Enqueue asked) {
        Instant since = clock.instant().minus(Duration.ofHours(24));
        return jobs.values().stream()
                .filter(job -> asked.key() != 0 && job.asked.key() == asked.key())
                .filter(job -> job.asked.choice().tenant() == asked.choice().tenant())
                .filter(job -> !job.endedAt.isBefore(since))
                .findFirst();
    }

    /** Two turns: in the first, handlers that were told to stop may not have left their places yet. */
    private void turn() throws InterruptedException {
        Instant now = clock.instant();
        for (Expected job : running()) {
            if (!job.orphaned) {
                job.leaseUntil = now.plus(Expected.LEASE);
            } else if (!job.leaseUntil.isAfter(now)) {
                job.failed(false, now);
            }
        }
        node.engine.tick();
        dropVisitsOfWhatIsNotRunning();
        adoptClaims(now);
        settle();
        node.engine.tick();
        adoptClaims(now);
        settle();
        assertNothingIsLeftThatCouldRun(now);
    }

    private void adoptClaims(Instant now) throws InterruptedException {
        List<Expected> claimed = jobs.values().stream()
                .filter(job -> job.waits() && stored(job).state() == RUNNING)
                .toList();
        for (Expected job : claimed) {
            assertTrue(eligible(job, now), () -> "It should not run: " + stored(job));
            jobs.values().stream()
                    .filter(other -> other.sameLane(job) && eligible(other, now) && !claimed.contains(other))
                    .forEach(other -> assertFalse(other.before(job), () -> other.id + " goes before " + job.id));
        }
        for (Expected job : claimed) {
            Gate.Visit visit = gate.next();
            visits.put(visit.context.jobId(), visit);
            job.claimed(now);
        }
    }

    boolean eligible(Expected job, Instant now) {
        return job.waits()
                && !job.runAt.isAfter(now)
                && !paused.contains(job.asked.choice().queue());
    }

    private void assertNothingIsLeftThatCouldRun(Instant now) {
        assertTrue(runningHere() <= Node.CONCURRENCY);
        assertTrue(runningIn(1) <= Node.MAIL_CONCURRENCY);
        if (runningHere() < Node.CONCURRENCY) {
            jobs.values().stream()
                    .filter(job ->
                            eligible(job, now) && roomIn(job.asked.choice().queue()))
                    .forEach(job -> assertEquals(null, job, () -> "It should run: " + stored(job)));
        }
    }

    long runningHere() {
        return jobs.values().stream().filter(Expected::runsHere).count();
    }

    long runningIn(int queue) {
        return running().stream()
                .filter(job -> job.asked.choice().queue() == queue)
                .count();
    }

    boolean roomIn(int queue) {
        return queue == 0 || runningIn(1) < Node.MAIL_CONCURRENCY;
    }

    private void complete(int number) throws InterruptedException {
        withRunning(number, job -> {
            visit(job).returns("done");
            job.completed(clock.instant());
        });
    }

    private void fail(int number, boolean permanent) throws InterruptedException {
        withRunning(number, job -> {
            visit(job).fails(permanent ? new PermanentFailure("for good") : new IllegalStateException("for now"));
            job.failed(permanent, clock.instant());
        });
    }

    private void withRunning(int number, Consumer<Expected> action) throws InterruptedException {
        Optional<Expected> job = pick(number, Expected::runsHere);
        if (job.isPresent()) {
            action.accept(job.get());
            visits.remove(job.get().id).awaitLeft();
            settle();
        }
    }

    private Gate.Visit visit(Expected job) {
        return visits.get(job.id);
    }

    private void late(int number) throws InterruptedException {
        Optional<Expected> job = pick(number, one -> one.state == CANCELLED && visits.containsKey(one.id));
        if (job.isPresent()) {
            visit(job.get()).returns("too late");
            visits.remove(job.get().id).awaitLeft();
            settle();
        }
    }

    private void tell(int number, int percent) {
        pick(number, Expected::runsHere).ifPresent(job -> {
            visit(job).context.progress(percent, null);
            job.told(percent, clock.instant());
        });
    }

    private void cancel(int number) {
        pick(number, job -> true).ifPresent(job -> {
            Executable cancel = () -> node.engine.cancel().cancel(OPERATOR, job.id);
            if (job.state.finished() && job.state != CANCELLED) {
                Scene.assertRefused(409, cancel);
                return;
            }
            node.engine.cancel().cancel(OPERATOR, job.id);
            if (job.state != CANCELLED) {
                job.cancelled(clock.instant());
            }
        });
    }

    private void replay(int number) {
        pick(number, job -> true).ifPresent(job -> {
            if (job.state == FAILED) {
                node.engine.deadLetters().replay(OPERATOR, job.id);
                job.replayed(clock.instant());
            } else {
                Scene.assertRefused(409, () -> node.engine.deadLetters().replay(OPERATOR, job.id));
            }
        });
    }

    private void purge(int number) {
        pick(number, job -> true).ifPresent(job -> {
            if (job.state == FAILED) {
                node.engine.deadLetters().purge(OPERATOR, job.id);
                jobs.remove(job.id);
                purged.add(job.id);
            } else {
                Scene.assertRefused(409, () -> node.engine.deadLetters().purge(OPERATOR, job.id));
            }
        });
    }

    private void pause(int queue, boolean on) {
        if (on) {
            node.engine.controlQueues().pause(QUEUES.get(queue));
            paused.add(queue);
        } else {
            node.engine.controlQueues().resume(QUEUES.get(queue));
            paused.remove(queue);
        }
    }

    /** From one end of an attempt to the next, since the handler has to leave first. */
    private void advance(Duration time) throws InterruptedException {
        Instant end = clock.instant().plus(time);
        for (Optional<Instant> next = nextEnd(end); next.isPresent(); next = nextEnd(end)) {
            advanceTo(next.get());
        }
        advanceTo(end);
    }

    private Optional<Instant> nextEnd(Instant latest) {
        return visits.keySet().stream()
                .map(id -> jobs.get(id).endsAt())
                .filter(end -> end.isAfter(clock.instant()) && !end.isAfter(latest))
                .min(Comparator.naturalOrder());
    }

    private void advanceTo(Instant now) throws InterruptedException {
        clock.advance(Duration.between(clock.instant(), now));
        for (Expected job : jobs.values()) {
            if (job.runsHere() && !job.deadline.isAfter(now)) {
                job.failed(false, job.deadline);
            } else if (job.runsHere() && !job.leaseUntil.isAfter(now)) {
                job.orphaned = true;
            }
        }
        for (JobId id : Set.copyOf(visits.keySet())) {
            if (!jobs.get(id).endsAt().isAfter(now)) {
                visits.remove(id).awaitLeft();
            }
        }
        settle();
    }

    private void crash() {
        node.die();
        graves.add(node);
        running().forEach(job -> job.orphaned = true);
        visits.clear();
        node = raise();
    }

    private void restart() throws InterruptedException {
        node.engine.stop(Duration.ZERO);
        running().stream().filter(Expected::runsHere).forEach(job -> job.released(clock.instant()));
        visits.clear();
        node = raise();
    }

    private void dropVisitsOfWhatIsNotRunning() throws InterruptedException {
        for (JobId id : Set.copyOf(visits.keySet())) {
            if (jobs.get(id).state != RUNNING) {
                visits.remove(id).awaitLeft();
            }
        }
    }

    /** Waits until every handler that has left has also left its place. */
    private void settle() {
        Scene.awaitSoon(() -> node.engine.load().equals(new WorkerLoad(Node.CONCURRENCY, visits.size(), 0)));
    }

    private List<Expected> running() {
        return jobs.values().stream().filter(job -> job.state == RUNNING).toList();
    }

    private Optional<Expected> pick(int number, Predicate<Expected> wanted) {
        List<Expected> candidates = jobs.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(job -> job.id.text()))
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(number % candidates.size()));
    }

    Job stored(Expected job) {
        return memory.jobs().find(job.id).orElseThrow();
    }

    void end() throws InterruptedException {
        node.bury();
        for (Node grave : graves) {
            grave.bury();
        }
    }
}
