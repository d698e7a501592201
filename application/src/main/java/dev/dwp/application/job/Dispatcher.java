package dev.dwp.application.job;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims as many due jobs as there are free places. Its turns are taken by one thread at a time. */
final class Dispatcher {
    /** The most jobs of one claim: what they are bounds how long a claim takes. */
    private static final int BATCH = 100;

    /** What other nodes bring about may come unheard. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final Store store;
    private final Set<String> names;
    private final InstantSource clock;
    private final WorkerSettings settings;
    private final Attempts attempts;
    private final LeaseKeeper keeper;

    Dispatcher(JobEngineParts parts, Attempts attempts, LeaseKeeper keeper) {
        this.store = parts.store();
        this.names = parts.handlers().jobNames();
        this.clock = parts.clock();
        this.settings = parts.settings();
        this.attempts = attempts;
        this.keeper = keeper;
    }

    /** Claims until no place is free or no job is due; returns when that may change without a wake-up. */
    @Nullable
    Instant claim() {
        if (names.isEmpty()) {
            return null;
        }
        for (int free = attempts.freePlaces(); free > 0; free = attempts.freePlaces()) {
            int limit = Math.min(free, BATCH);
            Instant now = clock.instant();
            keeper.lookBy(now.plus(LeaseKeeper.renewalAfter(settings.lease())));
            Claimed<Job> claimed = store.jobs().claimDue(claim(limit, now));
            claimed.items().forEach(attempts::begin);
            if (claimed.items().size() < limit) {
                return next(claimed.again(), now);
            }
        }
        return null;
    }

    private JobClaim claim(int limit, Instant now) {
        Lease lease = new Lease(settings.worker(), now.plus(settings.lease()));
        return new JobClaim(lease, names, settings.limits(), settings.closed(), limit, now);
    }

    private @Nullable Instant next(@Nullable Instant again, Instant now) {
        if (!store.shared()) {
            return again;
        }
        Instant look = now.plus(LOOK_AROUND);
        return again == null || again.isAfter(look) ? look : again;
    }
}
