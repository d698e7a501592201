package dev.dwp.application.job;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code job.enqueue} (PROTOCOL §5). Thread-safe. */
final class Enqueueing implements EnqueueJob {
    private static final Logger LOG = LoggerFactory.getLogger(Enqueueing.class);

    private final Acceptance acceptance;
    private final Store store;
    private final ImmediateStarts starts;
    private final IdGenerator ids;
    private final InstantSource clock;

    Enqueueing(JobEngineParts parts, ImmediateStarts starts) {
        this.starts = starts;
        acceptance = new Acceptance(parts);
        store = parts.store();
        ids = parts.ids();
        clock = parts.clock();
    }

    @Override
    public Enqueued enqueue(Caller caller, Command command) {
        JobSpec spec = spec(caller, command);
        while (true) {
            Instant now = now();
            Instant runAt = OptionBounds.runAt(command.options(), now);
            Optional<Job> earlier = earlier(spec, now);
            if (earlier.isPresent()) {
                return new Enqueued(sameIntention(earlier.get(), spec), false);
            }
            JobChange made = make(spec, runAt, now);
            try {
                commit(List.of(made), now);
                return new Enqueued(made.job(), true);
            } catch (KeyTaken e) {
                // Another call was quicker: the next look finds its job.
            } catch (CommitInDoubt e) {
                Job known = known(made.job(), now).orElseThrow(() -> e);
                boolean own = known.id().equals(made.job().id());
                return new Enqueued(own ? known : sameIntention(known, spec), own);
            }
        }
    }

    Instant now() {
        return clock.instant();
    }

    JobSpec spec(Caller caller, Command command) {
        return acceptance.spec(caller, command);
    }

    JobChange make(JobSpec spec, Instant runAt, Instant now) {
        return Job.enqueue(ids.job(), spec, runAt, now);
    }

    void commit(List<JobChange> made, Instant now) {
        starts.commit(made, now);
    }

    /** After a commit in doubt, the job if it is there after all, or the one that its key names; empty where nobody can tell. */
    Optional<Job> known(Job made, Instant now) {
        try {
            return store.jobs().find(made.id()).or(() -> earlier(made.spec(), now));
        } catch (StoreUnavailable e) {
            LOG.debug("Nobody can tell whether the job {} was stored.", made.id());
            return Optional.empty();
        }
    }

    /** The job that the key names already. */
    Optional<Job> earlier(JobSpec spec, Instant now) {
        IdempotencyKey key = spec.key();
        return key == null
                ? Optional.empty()
                : store.jobs().findByKey(spec.tenant(), spec.name(), key, now.minus(IdempotencyKey.REMEMBERED));
    }

    /**
     * The earlier job of the same key.
     *
     * @throws Refusal 409 when it has another payload
     */
    static Job sameIntention(Job earlier, JobSpec spec) {
        if (!earlier.spec().payload().equals(spec.payload())) {
            throw Refusal.conflict("The key '%s' already names the job %s, which has another payload."
                    .formatted(spec.key() == null ? "" : Excerpt.of(spec.key().text()), earlier.id()));
        }
        return earlier;
    }
}
