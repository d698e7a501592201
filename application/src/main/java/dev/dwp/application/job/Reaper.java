package dev.dwp.application.job;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from workers that are gone: their leases ran out. That counts as a failed attempt, so that a job that brings
 * its workers down ends among the dead letters. Every node may do it; whoever comes second finds the job changed.
 */
final class Reaper {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int BATCH = 100;

    private final Store store;
    private final RandomGenerator random;
    private final Duration lease;

    Reaper(JobEngineParts parts) {
        this.store = parts.store();
        this.random = parts.random();
        this.lease = parts.settings().lease();
    }

    /** Takes what has run out; returns when to look again without a wake-up. */
    @Nullable
    Instant reap(Instant now) {
        List<Job> expired;
        long taken;
        do {
            expired = store.jobs().expired(now, BATCH);
            taken = expired.stream().filter(job -> take(job, now)).count();
        } while (expired.size() == BATCH && taken > 0);
        return next(now);
    }

    /** Never at once, even where something that ran out could not be taken. */
    private @Nullable Instant next(Instant now) {
        Instant soonest = now.plus(lease.dividedBy(20));
        Instant expiry = store.jobs()
                .nextExpiry()
                .map(at -> at.isBefore(soonest) ? soonest : at)
                .orElse(null);
        if (!store.shared()) {
            return expiry;
        }
        Instant look = now.plus(lease.dividedBy(2));
        return expiry == null || expiry.isAfter(look) ? look : expiry;
    }

    private boolean take(Job job, Instant now) {
        Lease lost = job.lease();
        if (lost == null) {
            return false;
        }
        JobChange change = change(job, lost, now);
        try {
            store.commits().commit(Changeset.of(now, new Change.OfJob(change)));
        } catch (StaleWrite e) {
            return false;
        }
        LOG.warn(
                "{} ({}) is {}: {}",
                job.id(),
                job.spec().name(),
                change.job().state().wireName(),
                error(lost));
        return true;
    }

    private JobChange change(Job job, Lease lost, Instant now) {
        if (!job.retriesLeft()) {
            return job.fail(error(lost), now);
        }
        return job.retry(error(lost), job.spec().retry().delayBefore(job.retryCount() + 1, random), now);
    }

    private static String error(Lease lost) {
        return "The worker %s was lost: its lease ran out at %s.".formatted(lost.worker(), lost.until());
    }
}
