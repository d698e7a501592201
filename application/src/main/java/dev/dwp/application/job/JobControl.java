package dev.dwp.application.job;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.CancelJob;
import dev.dwp.application.port.in.DeadLetters;
import dev.dwp.application.port.in.GetJob;
import dev.dwp.application.port.in.ItemResult;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

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
    public Job cancel(Caller caller, JobId id) {
        return decide(caller, id, JobControl::cancelled);
    }

    @Override
    public List<ItemResult<Job>> cancelAll(Caller caller, List<JobId> ids) {
        return decideAll(caller, ids, JobControl::cancelled);
    }

    private static Decision cancelled(Job job, Instant now) {
        if (job.state() == JobState.CANCELLED) {
            return new Decision(job, List.of());
        }
        return Decision.move(cancellable(job).cancel(now));
    }

    @Override
    public Job replay(Caller caller, JobId id) {
        return decide(caller, id, JobControl::replayed);
    }

    @Override
    public List<ItemResult<Job>> replayAll(Caller caller, List<JobId> ids) {
        return decideAll(caller, ids, JobControl::replayed);
    }

    private static Decision replayed(Job job, Instant now) {
        return Decision.move(dead(job).replay(now));
    }

    @Override
    public Job purge(Caller caller, JobId id) {
        return decide(caller, id, JobControl::purged);
    }

    @Override
    public List<ItemResult<Job>> purgeAll(Caller caller, List<JobId> ids) {
        return decideAll(caller, ids, JobControl::purged);
    }

    private static Decision purged(Job job, Instant now) {
        return new Decision(job, List.of(new Change.JobPurged(dead(job))));
    }

    private Job decide(Caller caller, JobId id, BiFunction<Job, Instant, Decision> rule) {
        while (true) {
            try {
                Instant now = clock.instant();
                Decision decision = rule.apply(reading.get(caller, id), now);
                commit(now, decision.changes());
                return decision.job();
            } catch (StaleWrite e) {
                // It has moved on between the look and the write.
            }
        }
    }

    /** All by one commit; where one of them has moved on meanwhile, or is named twice, one after the other. */
    private List<ItemResult<Job>> decideAll(Caller caller, List<JobId> ids, BiFunction<Job, Instant, Decision> rule) {
        if (new HashSet<>(ids).size() == ids.size()) {
            try {
                return together(caller, ids, rule);
            } catch (StaleWrite e) {
                // One has moved on between the look and the write: only it is looked at again and again.
            }
        }
        return oneByOne(caller, ids, rule);
    }

    /** Where the store goes away in between, those before it have been changed: nobody is told that nothing was. */
    private List<ItemResult<Job>> oneByOne(Caller caller, List<JobId> ids, BiFunction<Job, Instant, Decision> rule) {
        List<ItemResult<Job>> results = new ArrayList<>();
        for (JobId id : ids) {
            try {
                results.add(result(() -> decide(caller, id, rule)));
            } catch (StoreUnavailable e) {
                if (results.isEmpty()) {
                    throw e;
                }
                throw new CommitInDoubt("The store went away when some of the jobs were changed already.", e);
            }
        }
        return results;
    }

    private List<ItemResult<Job>> together(Caller caller, List<JobId> ids, BiFunction<Job, Instant, Decision> rule) {
        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>();
        List<ItemResult<Job>> results = ids.stream()
                .map(id -> result(() -> {
                    Decision decision = rule.apply(reading.get(caller, id), now);
                    changes.addAll(decision.changes());
                    return decision.job();
                }))
                .toList();
        commit(now, changes);
        return results;
    }

    private static ItemResult<Job> result(Supplier<Job> call) {
        try {
            return new ItemResult.Done<>(call.get());
        } catch (Refusal e) {
            return new ItemResult.Refused<>(e);
        }
    }

    private void commit(Instant now, List<Change> changes) {
        if (!changes.isEmpty()) {
            commits.commit(new Changeset(now, changes));
        }
    }

    /** The job as it is afterwards, and the change that makes it so; none where it is so already. */
    private record Decision(Job job, List<Change> changes) {
        static Decision move(JobChange change) {
            return new Decision(change.job(), List.of(new Change.OfJob(change)));
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
