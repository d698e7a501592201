package dev.dwp.application.job;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.job.RunningJob.Ending;
import dev.dwp.application.lease.LeaseGuard;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of this worker: begins them, knows those under way, and ends them. Thread-safe. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Store store;
    private final Handlers handlers;
    private final JobEngineParts parts;
    private final InstantSource clock;
    private final Alarms alarms;
    private final RunningJobs running = new RunningJobs();

    /** Jobs that start as they are enqueued, until their attempts have begun. */
    private final Set<JobId> awaited = ConcurrentHashMap.newKeySet();

    /** Whether those under way are interrupted, and no other begins any more; set once, as the worker stops. */
    private volatile boolean stopping;

    private final Places places;
    private final Interruptions interruptions;
    private final Settlement settlement;
    private final AttemptRunner runner;
    private final AttemptLog log;
    private final ExecutorService threads;
    private final LeaseGuard guard;

    /** Begins with none; {@code onFreePlace} is called whenever there may be a place for another. */
    Attempts(JobEngineParts parts, AttemptContext.Services services, Runnable onFreePlace) {
        this.parts = parts;
        this.store = parts.store();
        this.handlers = parts.handlers();
        this.clock = parts.clock();
        this.alarms = parts.alarms();
        this.places = new Places(parts.settings().concurrency(), onFreePlace);
        this.interruptions = new Interruptions(parts, places, this::graceIsOver);
        this.settlement = new Settlement(parts, running);
        this.runner = new AttemptRunner(parts, services);
        this.log = new AttemptLog(parts);
        this.threads = parts.settings().threads().open();
        this.guard = new LeaseGuard(clock, alarms, this::lapse);
    }

    /** Keeps places for a claim and returns how many, at most so many; see {@link Places#reserve}. */
    int reserve(int most, boolean leavesSome) {
        return places.reserve(most, leavesSome);
    }

    /** The claim has ended: what it has begun has places of its own. */
    void free(int reserved) {
        places.free(reserved);
    }

    /** Keeps a place for each of these jobs, which are about to start; tells whether there are as many. */
    boolean reserve(List<Job> starting, boolean leavesHalf) {
        if (!places.reserveForStarts(starting.size(), leavesHalf)) {
            return false;
        }
        starting.forEach(job -> awaited.add(job.id()));
        return true;
    }

    /** They have begun, or will not. */
    void free(List<Job> starting) {
        starting.forEach(job -> awaited.remove(job.id()));
        places.freeOfStarts(starting.size());
    }

    /** Nobody can tell whether they have started: what is found of them is handed back. */
    void forget(Collection<JobId> starting) {
        awaited.removeAll(starting);
    }

    /** Whether a job is this worker's business now: an attempt at it is under way, or about to begin. */
    boolean knows(JobId job) {
        return awaited.contains(job) || running.has(job);
    }

    WorkerLoad load() {
        return places.load();
    }

    /** The attempts whose leases must be renewed. */
    List<RunningJob> leased() {
        return running.all();
    }

    private Wakeups.Registration timeLimit(RunningJob attempt) {
        Instant now = clock.instant();
        return alarms.after(
                Duration.between(now, attempt.deadline()), now, () -> interruptions.end(attempt, Ending.TIMEOUT));
    }

    /** A job was claimed: lets its handler run. Returns whether there was a thread for it; else it is handed back. */
    boolean begin(Job job) {
        return begin(job, settlement::release);
    }

    /** The same without waiting for the store where the job is to be handed back: then its lease runs out. */
    boolean beginNow(Job job) {
        return begin(job, settlement::releaseNow);
    }

    private boolean begin(Job job, Consumer<RunningJob> handBack) {
        JobDefinition definition = handlers.job(job.spec().name()).orElseThrow();
        HeldJob held = new HeldJob(job, store, clock);
        RunningJob attempt = new RunningJob(job, definition, held, new ProgressReport(held, parts));
        try {
            running.add(attempt).ifPresent(older -> takenAway(List.of(older)));
            if (stopping) {
                throw new RejectedExecutionException("The worker stops.");
            }
            places.take(attempt);
            log.started(job);
            attempt.add(timeLimit(attempt));
            if (store.shared()) {
                guard.expect(attempt.leasedUntil());
            }
            threads.execute(() -> run(attempt));
            return true;
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The handler of {} cannot begin, as there is no thread for it, say; it is handed back.",
                    job.id(),
                    e);
            try {
                if (attempt.end(Ending.STOP)) {
                    handBack.accept(attempt);
                }
            } finally {
                leave(attempt);
            }
            return false;
        }
    }

    /** On the handler's thread, from the first instruction to the last. */
    private void run(RunningJob attempt) {
        try {
            if (attempt.begin(Thread.currentThread())) {
                HandlerOutcome outcome = runner.run(attempt);
                if (attempt.end(Ending.HANDLER)) {
                    clearInterrupt();
                    settlement.settle(attempt, outcome);
                }
            }
            finish(attempt);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The end of the attempt at {} met a defect; its lease will run out.",
                    attempt.job().id(),
                    e);
            running.remove(attempt);
        } finally {
            attempt.letGo();
            clearInterrupt();
            leave(attempt);
        }
    }

    /** The handler has ended at last, which the next attempt had to wait for. */
    private void finish(RunningJob attempt) {
        Ending ending = attempt.ending();
        if (ending == Ending.STOP) {
            clearInterrupt();
            settlement.release(attempt);
        } else if (ending == Ending.TIMEOUT) {
            clearInterrupt();
            settlement.settle(attempt, timedOut(attempt));
        }
    }

    private void leave(RunningJob attempt) {
        attempt.letGo();
        if (places.leave(attempt)) {
            log.endedAtLast(attempt);
        }
    }

    /** An interrupt that was meant for the handler must not hit what its thread does next. */
    private static void clearInterrupt() {
        boolean interrupted = Thread.interrupted();
        LOG.trace("The handler's thread was interrupted: {}", interrupted);
    }

    /** An interrupted handler has had its grace: the attempt ends without it. */
    private void graceIsOver(RunningJob attempt) {
        if (attempt.ending() == Ending.TIMEOUT) {
            settlement.settle(attempt, timedOut(attempt));
        }
    }

    private static HandlerOutcome.Failed timedOut(RunningJob attempt) {
        return HandlerOutcome.failed(
                "The handler timed out after %d ms.".formatted(attempt.timeout().toMillis()));
    }

    /** Lets go of attempts whose leases have run out, without asking the store; returns when the next lease does. */
    private @Nullable Instant lapse(Instant now) {
        Map<Boolean, List<RunningJob>> over = running.all().stream()
                .collect(Collectors.partitioningBy(
                        attempt -> !attempt.leasedUntil().isAfter(now)));
        lapsed(over.getOrDefault(true, List.of()));
        return over.getOrDefault(false, List.of()).stream()
                .map(RunningJob::leasedUntil)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** These jobs are not this worker's any more: cancelled, or given to another. Nothing is to be written. */
    void takenAway(List<RunningJob> lost) {
        interrupt(lost).forEach(attempt -> log.taken(nowOf(attempt), attempt));
    }

    /** Read for the log alone: where it cannot be, nothing else is held up. */
    private @Nullable Job nowOf(RunningJob attempt) {
        try {
            return store.jobs().find(attempt.job().id()).orElse(null);
        } catch (RuntimeException e) {
            LOG.debug("What became of {} cannot be read now.", attempt.job().id(), e);
            return null;
        }
    }

    /** Their leases have run out and the store cannot be asked: others may have taken them. */
    void lapsed(List<RunningJob> lost) {
        interrupt(lost).forEach(attempt -> log.taken(null, attempt));
    }

    /** All at once, before anything else is done; returns those that had not ended otherwise. */
    private List<RunningJob> interrupt(List<RunningJob> lost) {
        List<RunningJob> interrupted = lost.stream()
                .filter(attempt -> interruptions.end(attempt, Ending.TAKEN))
                .toList();
        interrupted.forEach(running::remove);
        return interrupted;
    }

    /** There is no place for another from now on. */
    void close() {
        places.close();
    }

    /** At the end of a stop: what goes on nevertheless keeps others from its job until its grace has ended. */
    private void giveBack(RunningJob attempt) {
        Ending ending = attempt.ending();
        if (ending == Ending.STOP) {
            settlement.releaseNow(attempt);
        } else if (ending == Ending.TIMEOUT) {
            settlement.settleNow(attempt, timedOut(attempt));
        }
    }

    /** After {@link #close}: lets the attempts under way end within a grace, then interrupts them and lets them tidy up. */
    void stop(Duration grace, Duration tidying) throws InterruptedException {
        if (!places.awaitEmpty(clock.instant().plus(grace), clock, alarms)) {
            stopping = true;
            running.all().forEach(attempt -> interruptions.end(attempt, Ending.STOP));
            Instant end = clock.instant().plus(tidying);
            places.awaitEmpty(end, clock, alarms);
            running.all().forEach(this::giveBack);
        }
        threads.shutdownNow();
    }
}
