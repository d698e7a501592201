package dev.dwp.application.job;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims as many due jobs as there are free places. Its turns are taken by one thread at a time. */
final class Dispatcher {
    /** The most jobs of one claim: what they are bounds how long a claim takes. */
    private static final int BATCH = 256;

    /** What other nodes bring about may come unheard. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private static final Duration AFTER_EXHAUSTION = Duration.ofSeconds(1);

    private final Store store;
    private final Set<String> names;
    private final InstantSource clock;
    private final WorkerSettings settings;
    private final Attempts attempts;
    private final LeaseKeeper keeper;
    private final DoubtedClaims doubted;
    private final HeldClaims held;
    private final StartOffer offer;

    /** Nothing is claimed before this, as there were no more threads; used by whoever takes the turn. */
    private Instant rest = Instant.MIN;

    /** Whether jobs may be waiting for nothing but a place. Set before places are counted, so that none is missed. */
    private volatile boolean lacksPlaces;

    Dispatcher(JobEngineParts parts, ImmediateStarts.Side worker) {
        this.store = parts.store();
        this.names = parts.handlers().jobNames();
        this.clock = parts.clock();
        this.settings = parts.settings();
        this.attempts = worker.attempts();
        this.keeper = worker.keeper();
        this.doubted = worker.doubted();
        this.offer = worker.offer();
        this.held = new HeldClaims(parts);
    }

    /** Claims until no place is free or no job is due; returns when that may change without a wake-up. */
    @Nullable
    Instant claim() {
        if (names.isEmpty()) {
            return null;
        }
        while (true) {
            if (clock.instant().isBefore(rest)) {
                return rest;
            }
            Instant now = clock.instant();
            offer.look();
            lacksPlaces = true;
            int limit = attempts.reserve(BATCH, offer.stands(now));
            if (limit == 0) {
                offer.withdraw();
                return null;
            }
            Claimed<Job> claimed = takeReserved(limit, now);
            if (claimed.items().size() < limit) {
                offer(claimed.again());
                return next(claimed.again(), now);
            }
            offer.withdraw();
        }
    }

    private Claimed<Job> takeReserved(int limit, Instant now) {
        Claimed<Job> claimed = null;
        try {
            claimed = take(limit, now);
            return claimed;
        } finally {
            attempts.free(limit);
            if (claimed == null) {
                offer.withdraw();
            }
        }
    }

    private void offer(@Nullable Instant nextDue) {
        if (clock.instant().isBefore(rest)) {
            offer.withdraw();
        } else {
            offer.make(nextDue);
        }
    }

    /** Each of them, also after one for which there was no thread. */
    private void beginAll(List<Job> jobs) {
        for (Job job : jobs) {
            if (!attempts.begin(job)) {
                rest = clock.instant().plus(AFTER_EXHAUSTION);
            }
        }
    }

    /** Whether a place that has become free is of use: where no job was left over, a wake-up will tell of the next. */
    boolean lacksPlaces() {
        return lacksPlaces;
    }

    /**
     * Claims and begins. What a claim took, the keeper of leases must look after: also where the store fell silent before
     * it told.
     */
    private Claimed<Job> take(int limit, Instant now) {
        Lease lease = new Lease(settings.worker(), now.plus(settings.lease()));
        Claimed<Job> claimed = null;
        try {
            claimed =
                    store.jobs().claimDue(new JobClaim(lease, names, settings.limits(), settings.closed(), limit, now));
            lacksPlaces = claimed.items().size() == limit;
            claimed.items().forEach(job -> offer.include(job.spec().queue()));
            beginAll(held.of(claimed.items(), lease));
            return claimed;
        } catch (RuntimeException | Error e) {
            doubted.note(now); // what it took and has not begun is handed back; what has begun is not touched
            throw e;
        } finally {
            if (claimed == null || !claimed.items().isEmpty()) {
                keeper.lookBy(now.plus(LeaseKeeper.renewalAfter(settings.lease())));
            }
        }
    }

    private @Nullable Instant next(@Nullable Instant again, Instant now) {
        if (!store.shared()) {
            return again;
        }
        Instant look = now.plus(LOOK_AROUND);
        return again == null || again.isAfter(look) ? look : again;
    }
}
