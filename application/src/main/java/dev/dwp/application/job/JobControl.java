package dev.dwp.application.job;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.CancelJob;
import dev.dwp.application.port.in.DeadLetters;
import dev.dwp.application.port.in.GetJob;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * {@code job.cancel}, {@code dlq.replay} and {@code dlq.purge} (PROTOCOL §5). Each reads the job, decides, and writes on
 * the condition that nothing has changed; where something has, it reads and decides again. Each such repetition means that
 * the job itself has moved on. Thread-safe.
 */
final class JobControl implements CancelJob, DeadLetters {
    private final GetJob reading;
    private final Commits commits;
    private final InstantSource clock;

    JobControl(GetJob reading, Commits commits, InstantSource clock) {
        this.reading = reading;
        this.commits = commits;
        this.clock = clock;
    }

    @Override
    public void cancel(Caller caller, JobId id) {
        decide(caller, id, job -> {
            if (job.state() != JobState.CANCELLED) {
                Instant now = clock.instant();
                commit(now, new Change.OfJob(cancellable(job).cancel(now)));
            }
            return job;
        });
    }

    @Override
    public Job replay(Caller caller, JobId id) {
        return decide(caller, id, job -> {
            Instant now = clock.instant();
            JobChange replayed = dead(job).replay(now);
            commit(now, new Change.OfJob(replayed));
            return replayed.job();
        });
    }

    @Override
    public void purge(Caller caller, JobId id) {
        decide(caller, id, job -> {
            commit(clock.instant(), new Change.JobPurged(dead(job)));
            return job;
        });
    }

    private void commit(Instant now, Change change) {
        commits.commit(Changeset.of(now, change));
    }

    private Job decide(Caller caller, JobId id, Function<Job, Job> decision) {
        while (true) {
            try {
                return decision.apply(reading.get(caller, id));
            } catch (StaleWrite e) {
                // It has moved on between the look and the write.
            }
        }
    }

    private static Job cancellable(Job job) {
        if (job.state().finished()) {
            throw Refusal.conflict("The job %s is %s already; only one that waits or runs can be cancelled."
                    .formatted(job.id(), job.state().wireName()));
        }
        return job;
    }

    private static Job dead(Job job) {
        if (job.state() != JobState.FAILED) {
            throw Refusal.conflict("The job %s is %s; only a failed job is a dead letter."
                    .formatted(job.id(), job.state().wireName()));
        }
        return job;
    }
}
