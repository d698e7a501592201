package dev.dwp.application.job;

import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how attempts ended, each on the thread that ended it, together with what the handler told last of its progress.
 * While the store is away it waits: a result is not thrown away because it comes at a bad time. Thread-safe.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final RunningJobs running;
    private final Patience patience;
    private final RandomGenerator random;
    private final AttemptLog log;

    /** What ends an attempt. */
    @FunctionalInterface
    private interface End {
        JobChange of(Job job, Instant now);
    }

    Settlement(JobEngineParts parts, RunningJobs running) {
        this.running = running;
        this.patience = new Patience(parts.clock(), parts.alarms());
        this.random = parts.random();
        this.log = new AttemptLog(parts);
    }

    /** The attempt has gone this way. */
    void settle(RunningJob attempt, HandlerOutcome outcome) {
        switch (outcome) {
            case HandlerOutcome.Returned(var result) ->
                writePatiently(attempt, (job, now) -> job.complete(result, now), null);
            case HandlerOutcome.Failed failed ->
                writePatiently(attempt, (job, now) -> fail(job, failed, now), failed.cause());
        }
    }

    /**
     * The worker cannot go on with it: the job goes back to its queue. A store that is away is not waited for, as that could
     * keep the worker from stopping for ever: then another takes the job up when its lease has run out.
     */
    void release(RunningJob attempt) {
        try {
            write(attempt, (job, now) -> job.release("The worker handed it back; the attempt does not count.", now))
                    .ifPresent(job -> log.ended(job, attempt, null));
        } catch (StoreUnavailable e) {
            LOG.warn(
                    "{} could not be handed back, as the store is away; its lease runs out instead.",
                    attempt.job().id(),
                    e);
        } finally {
            running.remove(attempt);
        }
    }

    private JobChange fail(Job job, HandlerOutcome.Failed failed, Instant now) {
        if (failed.permanent() || !job.retriesLeft()) {
            return job.fail(failed.error(), now);
        }
        int retry = job.retryCount() + 1;
        return job.retry(failed.error(), job.spec().retry().delayBefore(retry, random), now);
    }

    private void writePatiently(RunningJob attempt, End end, @Nullable Throwable cause) {
        String who = "The end of the attempt at " + attempt.job().id();
        try {
            patience.until(who, () -> write(attempt, end)).ifPresent(job -> log.ended(job, attempt, cause));
        } catch (InterruptedException e) {
            LOG.warn("{} could not be written before the worker stopped; another will repeat it.", who);
            Thread.currentThread().interrupt();
        } finally {
            running.remove(attempt);
        }
    }

    private Optional<Job> write(RunningJob attempt, End end) {
        Optional<Progress> last = attempt.progress().last();
        return attempt.held().write((job, now) -> changes(job, last, end, now));
    }

    private static List<JobChange> changes(Job job, Optional<Progress> last, End end, Instant now) {
        if (last.isEmpty()) {
            return List.of(end.of(job, now));
        }
        JobChange progress = job.progress(last.get(), now);
        return List.of(progress, end.of(progress.job(), now));
    }
}
