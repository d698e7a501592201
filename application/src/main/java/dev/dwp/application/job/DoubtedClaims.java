package dev.dwp.application.job;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands back jobs where it was left in doubt whether a claim has taken them, or a commit has started them as it enqueued
 * them. Where it has, this worker holds jobs that it has not begun: when their leases ran out they would count as attempts,
 * and without retries become dead letters unrun.
 * Thread-safe: the dispatcher notes, the keeper of leases hands back.
 */
final class DoubtedClaims {
    private static final Logger LOG = LoggerFactory.getLogger(DoubtedClaims.class);
    private static final Duration AGES = Duration.ofDays(36_500);
    private static final int MOST = 10_000;

    private final Store store;
    private final WorkerId self;
    private final Duration lease;
    private final Attempts attempts;

    /** When they were made, which is when the attempts at their jobs were to begin. */
    private final Set<Instant> claims = ConcurrentHashMap.newKeySet();

    /** Jobs that may have started as they were enqueued, and when that was. */
    private final Map<JobId, Instant> starts = new ConcurrentHashMap<>();

    DoubtedClaims(JobEngineParts parts, Attempts attempts) {
        this.store = parts.store();
        this.self = parts.settings().worker();
        this.lease = parts.settings().lease();
        this.attempts = attempts;
    }

    /** Notes a claim that was made at an instant and may have taken place. */
    void note(Instant claimedAt) {
        claims.add(claimedAt);
    }

    /** Notes jobs that may have started with their enqueue, at an instant. */
    void note(Collection<JobId> jobs, Instant startedAt) {
        jobs.forEach(job -> starts.put(job, startedAt));
    }

    /** Looks for jobs of such claims, for as long as their leases last: a commit may take place late. */
    void handBack(Instant now) {
        if (claims.isEmpty() && starts.isEmpty()) {
            return;
        }
        store.jobs().expired(now.plus(AGES), MOST).stream()
                .filter(this::isDoubted)
                .forEach(job -> handBack(job, now));
        claims.removeIf(at -> at.plus(lease).isBefore(now));
        starts.values().removeIf(at -> at.plus(lease).isBefore(now));
    }

    private boolean isDoubted(Job job) {
        Instant startedAt = job.startedAt();
        Lease held = job.lease();
        return held != null
                && startedAt != null
                && held.worker().equals(self)
                && (claims.contains(startedAt) || startedAt.equals(starts.get(job.id())))
                && !attempts.knows(job.id());
    }

    private void handBack(Job job, Instant now) {
        Lease held = job.lease();
        if (held == null) {
            return;
        }
        Change.OfJob released = new Change.OfJob(
                job.release("The worker did not hear that it had claimed the job; the attempt does not count.", now));
        try {
            store.commits().commit(Changeset.of(now, new Change.JobLeaseStands(job.id(), held), released));
            LOG.info("{} is handed back: its claim was in doubt, and it has not begun.", job.id());
        } catch (StaleWrite e) {
            LOG.debug("{} has moved on meanwhile.", job.id());
        }
    }
}
