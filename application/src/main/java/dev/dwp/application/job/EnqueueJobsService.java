package dev.dwp.application.job;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.EnqueueJobs;
import dev.dwp.application.port.in.ItemResult;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accepts many jobs by one commit (PROTOCOL §5). Thread-safe. */
final class EnqueueJobsService implements EnqueueJobs {
    private final Enqueueing single;

    EnqueueJobsService(Enqueueing single) {
        this.single = single;
    }

    @Override
    public List<ItemResult<EnqueueJob.Enqueued>> enqueueAll(
            Caller caller, List<Supplier<EnqueueJob.Command>> commands, boolean atomic) {
        // An atomic batch is refused for the first bad one, which a taken key is, too.
        boolean known = atomic;
        while (true) {
            Batch batch = new Batch(caller, single.now(), known);
            boolean refused = batch.addAll(commands, atomic);
            if (refused || batch.changes.isEmpty()) {
                return batch.results;
            }
            try {
                single.commit(batch.changes, batch.now);
                return batch.results;
            } catch (KeyTaken e) {
                // A key has a job already: the next look finds it.
                known = true;
            } catch (CommitInDoubt e) {
                if (!batch.isStored()) {
                    throw e;
                }
                return batch.results;
            }
        }
    }

    /** One look at everything that is asked for. */
    private final class Batch {
        private final Caller caller;
        private final Instant now;
        private final boolean known;
        private final List<ItemResult<EnqueueJob.Enqueued>> results = new ArrayList<>();
        private final List<JobChange> changes = new ArrayList<>();
        private final Map<NamedKey, Job> keyed = new HashMap<>();
        private @Nullable Job first;

        /** @param known some key has a job; else none is looked for, which most keys have not, and the commit finds out */
        Batch(Caller caller, Instant now, boolean known) {
            this.caller = caller;
            this.now = now;
            this.known = known;
        }

        /** Returns whether it was given up at one that is refused. */
        boolean addAll(List<Supplier<EnqueueJob.Command>> commands, boolean atomic) {
            for (Supplier<EnqueueJob.Command> command : commands) {
                try {
                    results.add(new ItemResult.Done<>(add(command.get())));
                } catch (Refusal e) {
                    results.add(new ItemResult.Refused<>(e));
                    if (atomic) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Whether it was found to have been committed after all: where one of its jobs is there, all are. */
        boolean isStored() {
            Job made = first;
            return made != null
                    && single.known(made, now)
                            .filter(job -> job.id().equals(made.id()))
                            .isPresent();
        }

        private EnqueueJob.Enqueued add(EnqueueJob.Command command) {
            JobSpec spec = single.spec(caller, command);
            Instant runAt = OptionBounds.runAt(command.options(), now);
            NamedKey key = NamedKey.of(spec);
            Optional<Job> earlier =
                    Optional.ofNullable(keyed.get(key)).or(() -> known ? single.earlier(spec, now) : Optional.empty());
            if (earlier.isPresent()) {
                return new EnqueueJob.Enqueued(Enqueueing.sameIntention(earlier.get(), spec), false);
            }
            JobChange made = single.make(spec, runAt, now);
            changes.add(made);
            first = first == null ? made.job() : first;
            if (key != null) {
                keyed.put(key, made.job());
            }
            return new EnqueueJob.Enqueued(made.job(), true);
        }
    }

    /** All jobs of a batch have one tenant, so that a name and a key are enough. */
    private record NamedKey(String name, IdempotencyKey key) {
        static @Nullable NamedKey of(JobSpec spec) {
            IdempotencyKey key = spec.key();
            return key == null ? null : new NamedKey(spec.name(), key);
        }
    }
}
