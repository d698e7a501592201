package dev.dwp.application.job;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.TokenBucket;
import dev.dwp.domain.job.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a handler tells of its progress, on its way to the store. Each report is written before the handler goes on, so that
 * a slow handler shows each of its steps. Two things put reports together, the latest winning: one that comes while another
 * is being written, and a rate of 100 a second, lest a handler in a tight loop drives everyone's events out of the log.
 * Thread-safe.
 */
final class ProgressReport {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);
    private static final Rate RATE = Rate.perSecond(100);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);

    private final HeldJob held;
    private final WorkerSettings settings;
    private final InstantSource clock;
    private final Alarms alarms;

    /** The latest report that is not written yet. */
    private final AtomicReference<@Nullable Progress> pending = new AtomicReference<>();

    /** The latest report whose commit was in doubt; written by whoever has the role of writing. */
    private volatile @Nullable Progress doubted;

    /** What may be written now; touched by whoever has the role of writing. */
    private TokenBucket bucket;

    /** Nothing is written before this; an alarm is set for then. Written by whoever was the last to have the role. */
    private volatile Instant again = Instant.MIN;

    ProgressReport(HeldJob held, JobEngineParts parts) {
        this.held = held;
        this.settings = parts.settings();
        this.clock = parts.clock();
        this.alarms = parts.alarms();
        this.bucket = TokenBucket.full(RATE, clock.instant());
    }

    /** Takes a report, and writes it if it may be written now. */
    void tell(Progress progress) {
        pending.set(progress);
        flush();
    }

    /** Takes the report that is still to be written: it goes before what ends the attempt. */
    Optional<Progress> last() {
        return Optional.ofNullable(pending.getAndSet(null));
    }

    private void flush() {
        Progress latest = pending.get();
        while (latest != null && !clock.instant().isBefore(again) && written(latest)) {
            latest = pending.get();
        }
    }

    /** Whoever is writing meanwhile looks for a newer report afterwards, so this one may go. */
    private boolean written(Progress latest) {
        try {
            return held.writeIfFree((job, now) -> next(latest, job, now));
        } catch (StoreUnavailable e) {
            LOG.debug("Progress is told later: the store is unavailable.", e);
            if (e instanceof CommitInDoubt) {
                doubted = latest;
            }
            pending.compareAndSet(null, latest);
            later(clock.instant().plus(AFTER_OUTAGE));
            return false;
        }
    }

    private List<JobChange> next(Progress latest, Job job, Instant now) {
        if (written(latest, job)) {
            pending.compareAndSet(latest, null);
            return List.of();
        }
        bucket = bucket.refilled(RATE, now);
        if (bucket.whole() == 0) {
            later(bucket.nextAt(RATE));
            return List.of();
        }
        if (!pending.compareAndSet(latest, null)) {
            return List.of();
        }
        bucket = bucket.take(1);
        return List.of(underFreshLease(job, now).progress(latest, now));
    }

    /** Tells whether a report has been written to a job by a commit that was in doubt. */
    boolean written(Progress report, Job job) {
        return report.equals(doubted) && report.equals(job.progress());
    }

    /** Else the change would put back the lease that was known when the job was claimed. */
    private Job underFreshLease(Job job, Instant now) {
        WorkerId worker = settings.worker();
        return job.renewed(new Lease(worker, now.plus(settings.lease())));
    }

    private void later(Instant when) {
        again = when;
        alarms.at(when, this::flush);
    }
}
