package dev.dwp.application.job;

import dev.dwp.application.log.ForeignFailure;
import dev.dwp.application.log.LogLabels;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.port.out.Telemetry.AttemptEnd;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.time.Elapsed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators of attempts: in the log, and to the metrics. Thread-safe. */
final class AttemptLog {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);
    private static final int FRAMES = 8;

    private final Telemetry telemetry;
    private final InstantSource clock;

    AttemptLog(JobEngineParts parts) {
        this.telemetry = parts.telemetry();
        this.clock = parts.clock();
    }

    /** Labels what this thread logs from now on as the attempt's. */
    static LogLabels label(Job job) {
        return LogLabels.add(
                job.spec().traceparent(),
                Map.of(
                        "job_id", job.id().text(),
                        "job_name", job.spec().name(),
                        "attempt", Integer.toString(job.attempt())));
    }

    private static void log(Job job, Runnable lines) {
        LogLabels labels = label(job);
        try {
            lines.run();
        } finally {
            labels.remove();
        }
    }

    void started(Job job) {
        telemetry.jobStarted(job.spec().name(), job.spec().queue(), Elapsed.between(job.runAt(), job.updatedAt()));
    }

    /** What ended the attempt has been written: this is the job now. */
    void ended(Job job, RunningJob attempt, @Nullable Throwable cause) {
        AttemptEnd end = endOf(job);
        log(job, () -> logEnd(job, end, cause));
        ended(attempt, end, job.updatedAt());
    }

    private static void logEnd(Job job, AttemptEnd end, @Nullable Throwable cause) {
        switch (end) {
            case FAILED ->
                LOG.warn(
                        "{} failed for good at attempt {}: {}",
                        name(job),
                        job.attempt(),
                        job.lastError(),
                        ForeignFailure.of(cause));
            case RETRIED -> {
                LOG.info("{} failed and is tried again at {}: {}", name(job), job.runAt(), job.lastError());
                LOG.debug("{} failed with this:", name(job), ForeignFailure.of(cause));
            }
            case RELEASED -> LOG.info("{} was handed back, as this worker stops.", name(job));
            case COMPLETED, CANCELLED, LOST -> LOG.debug("{} ended: {}", name(job), end);
        }
    }

    /** The job turned out to be somebody else's business: this is what it is now. */
    void taken(@Nullable Job job, RunningJob attempt) {
        if (job != null && job.state() == JobState.CANCELLED) {
            log(job, () -> LOG.debug("{} was cancelled; its handler is interrupted.", name(job)));
            ended(attempt, AttemptEnd.CANCELLED, job.updatedAt());
        } else {
            log(
                    attempt.job(),
                    () -> LOG.warn(
                            "{} was taken from this worker, whose lease ran out; its handler is interrupted.",
                            name(attempt.job())));
            ended(attempt, AttemptEnd.LOST, clock.instant());
        }
    }

    void abandoned(RunningJob attempt, WorkerLoad load) {
        log(attempt.job(), () -> logAbandoned(attempt));
        if (load.choked()) {
            LOG.error(
                    "{} handlers have been abandoned, more than this worker has places: it takes no jobs until some of them end.",
                    load.abandoned());
        }
    }

    private static void logAbandoned(RunningJob attempt) {
        LOG.warn(
                "The handler of {} goes on although it was interrupted; its place goes to another job. It is here:{}",
                name(attempt.job()),
                Arrays.stream(attempt.stack())
                        .limit(FRAMES)
                        .map("%n\tat %s"::formatted)
                        .collect(Collectors.joining()));
    }

    void endedAtLast(RunningJob attempt) {
        log(attempt.job(), () -> LOG.info("The abandoned handler of {} has ended after all.", name(attempt.job())));
    }

    private void ended(RunningJob attempt, AttemptEnd end, Instant at) {
        JobSpec spec = attempt.job().spec();
        telemetry.jobEnded(spec.name(), spec.queue(), end, Elapsed.between(attempt.startedAt(), at));
    }

    private static AttemptEnd endOf(Job job) {
        return switch (job.attempts().getLast().outcome()) {
            case COMPLETED -> AttemptEnd.COMPLETED;
            case FAILED -> job.state() == JobState.FAILED ? AttemptEnd.FAILED : AttemptEnd.RETRIED;
            case CANCELLED -> AttemptEnd.CANCELLED;
            case LOST -> AttemptEnd.LOST;
            case RELEASED -> AttemptEnd.RELEASED;
        };
    }

    private static String name(Job job) {
        return "%s (%s)".formatted(job.id(), job.spec().name());
    }
}
