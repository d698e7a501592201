package dev.dwp.application.job;

import dev.dwp.application.binding.EncodedSize;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits new jobs. Where this worker has a place for each of them and nothing waits that could go before, they start with
 * that same commit, under this worker's lease, and run when it has taken place: no claim has to find them. Thread-safe.
 */
final class ImmediateStarts {
    private static final Logger LOG = LoggerFactory.getLogger(ImmediateStarts.class);

    /** A larger payload is read from the store when its turn comes, instead of being held as it came. */
    private static final long LARGEST_PAYLOAD = 16 * 1024;

    private final Commits commits;
    private final Handlers handlers;
    private final WorkerSettings settings;
    private final boolean shared;
    private final HeldClaims held;

    /** The worker, while it takes jobs; written as it begins. */
    private volatile @Nullable Side side;

    /** What starts jobs on this node. */
    record Side(StartOffer offer, Attempts attempts, LeaseKeeper keeper, DoubtedClaims doubted) {}

    ImmediateStarts(JobEngineParts parts) {
        commits = parts.store().commits();
        handlers = parts.handlers();
        settings = parts.settings();
        shared = parts.store().shared();
        held = new HeldClaims(parts);
    }

    /** From now on jobs start here, whenever there is an offer. */
    void open(Side worker) {
        side = worker;
    }

    /**
     * Commits new jobs, started or waiting.
     *
     * @throws dev.dwp.application.port.out.KeyTaken when a key names another job already
     */
    void commit(List<JobChange> made, Instant now) {
        Side worker = side;
        if (worker == null || !started(made, now, worker)) {
            commits.commit(new Changeset(
                    now, made.stream().<Change>map(Change.OfJob::new).toList()));
        }
    }

    private boolean started(List<JobChange> made, Instant now, Side worker) {
        List<Job> due = made.stream()
                .map(JobChange::job)
                .filter(job -> !job.runAt().isAfter(now))
                .toList();
        if (due.isEmpty()
                || !worker.offer().stands(now)
                || !due.stream().allMatch(job -> mayStart(job.spec(), worker.offer()))
                || !worker.attempts().reserve(due, shared)) {
            return false;
        }
        try {
            return start(made, new Start(due, now), worker);
        } finally {
            worker.attempts().free(due);
        }
    }

    private boolean mayStart(JobSpec spec, StartOffer offer) {
        return offer.includes(spec.queue())
                && settings.limitsOf(spec.queue()).equals(QueueLimits.NONE)
                && !settings.closed().contains(spec.queue())
                && handlers.job(spec.name()).isPresent()
                && EncodedSize.of(spec.payload()) <= LARGEST_PAYLOAD;
    }

    /** Jobs that are to start, and when. */
    private final class Start {
        private final Instant now;
        private final Lease lease;
        private final Map<JobId, JobChange> claims = new LinkedHashMap<>();
        private final Set<QueueName> queues = new LinkedHashSet<>();

        Start(List<Job> due, Instant now) {
            this.now = now;
            this.lease = new Lease(settings.worker(), now.plus(settings.lease()));
            for (Job job : due) {
                claims.put(job.id(), job.claim(lease, now));
                queues.add(job.spec().queue());
            }
        }

        Changeset changes(List<JobChange> made) {
            List<Change> changes = new ArrayList<>();
            queues.forEach(queue -> changes.add(new Change.QueueClear(queue)));
            for (JobChange enqueued : made) {
                changes.add(new Change.OfJob(enqueued));
                JobChange claim = claims.get(enqueued.job().id());
                if (claim != null) {
                    changes.add(new Change.OfJob(claim));
                }
            }
            return new Changeset(now, changes);
        }

        List<Job> jobs() {
            return claims.values().stream().map(JobChange::job).toList();
        }
    }

    /** Commits jobs as running and begins them; {@code false} where something of their queues waits, or is not to run. */
    private boolean start(List<JobChange> made, Start start, Side worker) {
        try {
            commits.commit(start.changes(made));
        } catch (StaleWrite e) {
            worker.offer().refuse(start.queues);
            return false;
        } catch (KeyTaken e) {
            throw e;
        } catch (RuntimeException | Error e) { // it may have taken place, or the news of it was lost
            doubt(start, worker);
            throw e;
        }
        begin(start, worker);
        return true;
    }

    /** Where it has taken place, the keeper of leases hands the jobs back. */
    private static void doubt(Start start, Side worker) {
        worker.doubted().note(start.claims.keySet(), start.now);
        worker.attempts().forget(start.claims.keySet());
        worker.keeper().lookBy(start.now);
    }

    /** They are stored, and whoever wanted them is to be told so: nothing that fails from now on is said to them. */
    private void begin(Start start, Side worker) {
        try {
            worker.keeper().lookBy(start.now.plus(LeaseKeeper.renewalAfter(settings.lease())));
            for (Job job : held.of(start.jobs(), start.lease)) {
                if (!worker.attempts().beginNow(job)) {
                    worker.offer().withdraw();
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Jobs that have started cannot begin; they are handed back.", e);
            doubt(start, worker);
        }
    }
}
