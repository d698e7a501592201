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

    private static final String NOT_WRITTEN =
            "The end of the attempt at {} could not be written before the worker stopped; another will repeat it.";

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
            case HandlerOutcome.Returned(var result) -> write(attempt, (job, now) -> job.complete(result, now), null);
            case HandlerOutcome.Failed failed ->
                write(attempt, (job, now) -> fail(job, failed, Instant.MIN, now), failed.cause());
        }
    }

    /** The worker cannot go on with it: the job goes back to its queue. */
    void release(RunningJob attempt) {
        write(attempt, (job, now) -> handBack(job, now, now), null);
    }

    /** The same at the end of a stop, which must not wait for a store that is away: tried once. */
    void releaseNow(RunningJob attempt) {
        writeNow(attempt, (job, now) -> handBack(job, attempt.graceUntil(), now));
    }

    /** An attempt that failed and whose handler goes on, at the end of a stop. */
    void settleNow(RunningJob attempt, HandlerOutcome.Failed failed) {
        writeNow(attempt, (job, now) -> fail(job, failed, attempt.graceUntil(), now));
    }

    private void writeNow(RunningJob attempt, End end) {
        try {
            written(attempt, attempt.progress().last(), end).ifPresent(job -> log.ended(job, attempt, null));
        } catch (StoreUnavailable e) {
            LOG.warn(NOT_WRITTEN, attempt.job().id());
            LOG.debug("The store is unavailable.", e);
        } finally {
            running.remove(attempt);
        }
    }

    private static JobChange handBack(Job job, Instant notBefore, Instant now) {
        return job.release(
                "The worker handed it back; the attempt does not count.",
                notBefore.isAfter(now) ? notBefore : now,
                now);
    }

    private JobChange fail(Job job, HandlerOutcome.Failed failed, Instant notBefore, Instant now) {
        return job.attemptFailed(failed.error(), failed.permanent(), notBefore, random, now);
    }

    private void write(RunningJob attempt, End end, @Nullable Throwable cause) {
        Optional<Progress> last = attempt.progress().last();
        String who = "The end of the attempt at " + attempt.job().id();
        try {
            patience.until(who, () -> written(attempt, last, end)).ifPresent(job -> log.ended(job, attempt, cause));
        } catch (InterruptedException e) {
            LOG.warn(NOT_WRITTEN, attempt.job().id());
            Thread.currentThread().interrupt();
        } finally {
            running.remove(attempt);
        }
    }

    private static Optional<Job> written(RunningJob attempt, Optional<Progress> last, End end) {
        return attempt.held()
                .write((job, now) ->
                        changes(job, last.filter(report -> !attempt.progress().written(report, job)), end, now));
    }

    private static List<JobChange> changes(Job job, Optional<Progress> last, End end, Instant now) {
        if (last.isEmpty()) {
            return List.of(end.of(job, now));
        }
        JobChange progress = job.progress(last.get(), now);
        return List.of(progress, end.of(progress.job(), now));
    }
}
