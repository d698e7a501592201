package dev.dwp.application.job;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
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

    /** Every lease has run out by then. */
    private static final Duration AGES = Duration.ofDays(36_500);

    private final Store store;
    private final RandomGenerator random;
    private final WorkerId self;
    private final Duration lease;

    /** Whether the leases of a server that used this store before are still to be looked for; used by the keeper alone. */
    private boolean inherits;

    Reaper(JobEngineParts parts) {
        this.store = parts.store();
        this.random = parts.random();
        this.self = parts.settings().worker();
        this.lease = parts.settings().lease();
        this.inherits = !store.shared();
    }

    /** Takes what has run out; returns when to look again without a wake-up. */
    @Nullable
    Instant reap(Instant now) {
        if (inherits) {
            inherit(now);
            inherits = false;
        }
        takeAll(now, now, Reaper::ranOut);
        return next(now);
    }

    /**
     * Where nobody else works on the store, a lease of another worker is one of this server before it went down: there is
     * no use in waiting for its end.
     */
    private void inherit(Instant now) {
        takeAll(now.plus(AGES), now, lost -> lost.worker().equals(self) ? null : restarted(lost));
    }

    private void takeAll(Instant until, Instant now, Function<Lease, @Nullable String> reason) {
        List<Job> expired;
        long taken;
        do {
            expired = store.jobs().expired(until, BATCH);
            taken = expired.stream().filter(job -> take(job, now, reason)).count();
        } while (expired.size() == BATCH && taken > 0);
    }

    /** Never at once, even where something that ran out could not be taken. */
    private @Nullable Instant next(Instant now) {
        Instant expiry = store.jobs()
                .nextExpiry()
                .map(at -> at.isAfter(now) ? at : now.plus(lease.dividedBy(20)))
                .orElse(null);
        if (!store.shared()) {
            return expiry;
        }
        Instant look = now.plus(lease.dividedBy(2));
        return expiry == null || expiry.isAfter(look) ? look : expiry;
    }

    private boolean take(Job job, Instant now, Function<Lease, @Nullable String> reason) {
        Lease lost = job.lease();
        String error = lost == null ? null : reason.apply(lost);
        if (lost == null || error == null) {
            return false;
        }
        JobChange change = job.attemptLost(error, random, now);
        try {
            store.commits()
                    .commit(Changeset.of(now, new Change.JobLeaseStands(job.id(), lost), new Change.OfJob(change)));
        } catch (StaleWrite e) {
            return false;
        }
        LOG.warn(
                "{} ({}) is {}: {}",
                job.id(),
                job.spec().name(),
                change.job().state().wireName(),
                error);
        return true;
    }

    private static String ranOut(Lease lost) {
        return "The worker %s was lost: its lease ran out at %s.".formatted(lost.worker(), lost.until());
    }

    private static String restarted(Lease lost) {
        return "The worker %s was lost: the server has been started anew.".formatted(lost.worker());
    }
}
