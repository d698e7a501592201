package dev.dwp.application.job;

import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renews the leases of this worker's jobs, and learns by that which of them it has lost: to someone who cancelled them, or
 * to another worker. Then lets the {@link Reaper} look for leases that ran out. Its turns are taken by one thread at a time;
 * {@link #lookBy} is thread-safe.
 */
final class LeaseKeeper {
    private final Store store;
    private final JobStore jobs;
    private final InstantSource clock;
    private final WorkerSettings settings;
    private final Attempts attempts;
    private final DoubtedClaims doubted;
    private final Reaper reaper;
    private final Runnable wake;

    /** When someone wants a turn at the latest; {@code null} when nobody does. */
    private final AtomicReference<@Nullable Instant> wanted = new AtomicReference<>();

    LeaseKeeper(JobEngineParts parts, Attempts attempts, DoubtedClaims doubted, Runnable wake) {
        this.store = parts.store();
        this.jobs = store.jobs();
        this.clock = parts.clock();
        this.settings = parts.settings();
        this.attempts = attempts;
        this.doubted = doubted;
        this.reaper = new Reaper(parts);
        this.wake = wake;
    }

    /** A lease is renewed when a third of it has passed, so that two renewals may fail. */
    static Duration renewalAfter(Duration lease) {
        return lease.dividedBy(3);
    }

    /** Sees to it that a turn is taken at or before an instant: a lease is about to begin. */
    void lookBy(Instant when) {
        Instant before = wanted.getAndUpdate(known -> earliest(known, when));
        if (before == null || before.isAfter(when)) {
            wake.run();
        }
    }

    /** Renews, lets go of what is lost, and reaps; returns when to do so again without a wake-up. */
    @Nullable
    Instant keep() {
        Instant now = clock.instant();
        wanted.updateAndGet(known -> known != null && known.isAfter(now) ? known : null);
        Instant renewal = renew(now);
        doubted.handBack(now);
        Instant expiry = reaper.reap(now);
        return earliest(earliest(renewal, expiry), wanted.get());
    }

    private @Nullable Instant renew(Instant now) {
        List<RunningJob> mine = attempts.leased();
        if (mine.isEmpty()) {
            return null;
        }
        Instant until = now.plus(settings.lease());
        Set<JobId> held;
        try {
            held = jobs.renew(
                    settings.worker(),
                    mine.stream().map(attempt -> attempt.job().id()).toList(),
                    until);
        } catch (StoreUnavailable e) {
            letGoOfExpired(mine, now);
            throw e;
        }
        Map<Boolean, List<RunningJob>> byFate = mine.stream()
                .collect(Collectors.partitioningBy(
                        attempt -> held.contains(attempt.job().id())));
        byFate.getOrDefault(true, List.of()).forEach(attempt -> attempt.renewed(until));
        attempts.takenAway(byFate.getOrDefault(false, List.of()));
        return now.plus(renewalAfter(settings.lease()));
    }

    /** Where others work on the same store, they may have taken these jobs, although nobody can be asked. */
    private void letGoOfExpired(List<RunningJob> mine, Instant now) {
        if (store.shared()) {
            attempts.lapsed(mine.stream()
                    .filter(attempt -> !attempt.leasedUntil().isAfter(now))
                    .toList());
        }
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(one, other)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
