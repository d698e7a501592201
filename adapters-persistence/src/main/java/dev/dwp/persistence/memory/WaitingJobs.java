package dev.dwp.persistence.memory;

import dev.dwp.domain.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Jobs that wait: with their tenants' others in {@link TenantQueues} once their time has come, before that by name in the order in which it will. Guarded by
 * the store's lock.
 */
final class WaitingJobs {
    private static final Comparator<Job> DUE_ORDER =
            Comparator.comparing(Job::runAt).thenComparing(job -> job.id().text());

    /** Callers' clocks are read before the lock is taken, so that they arrive a little out of order. */
    private static final Duration UNORDERED = Duration.ofSeconds(1);

    private final TenantQueues queues;
    private final Map<String, NavigableSet<Job>> later = new HashMap<>();

    /** Jobs due by then are counted as due. */
    private Instant lookedAt = Instant.MIN;

    WaitingJobs(TenantQueues queues) {
        this.queues = queues;
    }

    TenantQueues queues() {
        return queues;
    }

    void add(Job job) {
        TenantJobs jobs = queues.of(job);
        if (job.runAt().isAfter(lookedAt)) {
            later.computeIfAbsent(job.spec().name(), absent -> new TreeSet<>(DUE_ORDER))
                    .add(job);
            jobs.addLater(1);
        } else {
            queues.change(jobs, () -> jobs.addDue(job));
        }
    }

    void remove(Job job) {
        TenantJobs jobs = queues.of(job);
        if (job.runAt().isAfter(lookedAt)) {
            later.computeIfPresent(job.spec().name(), (name, early) -> {
                early.remove(job);
                return early.isEmpty() ? null : early;
            });
            jobs.addLater(-1);
        } else {
            queues.change(jobs, () -> jobs.removeDue(job));
        }
    }

    /** When the first job of these names whose time has not come will be due. */
    Optional<Instant> nextDue(Set<String> names) {
        return later.entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .map(jobs -> jobs.getValue().first().runAt())
                .min(Comparator.naturalOrder());
    }

    /** Tells that all is due at an instant that counts as due. */
    boolean allDue(Instant now) {
        return !now.isBefore(lookedAt);
    }

    /** Time has passed, or the clock was set back. */
    void look(Instant now) {
        if (now.isAfter(lookedAt)) {
            advance(now);
        } else if (!lookedAt.equals(Instant.MIN) && now.isBefore(lookedAt.minus(UNORDERED))) {
            retreat(now);
        }
    }

    private void advance(Instant now) {
        lookedAt = now;
        for (Iterator<NavigableSet<Job>> names = later.values().iterator(); names.hasNext(); ) {
            NavigableSet<Job> early = names.next();
            while (!early.isEmpty() && !early.first().runAt().isAfter(now)) {
                Job job = early.removeFirst();
                TenantJobs jobs = queues.of(job);
                queues.change(jobs, () -> {
                    jobs.addLater(-1);
                    jobs.addDue(job);
                });
            }
            if (early.isEmpty()) {
                names.remove();
            }
        }
    }

    /** Costs a look at every job, but clocks are not set back often. */
    private void retreat(Instant now) {
        List<Job> early = new ArrayList<>();
        queues.all()
                .forEach(queue -> queue.tenants()
                        .forEach(jobs -> jobs.forEachDue(job -> {
                            if (job.runAt().isAfter(now)) {
                                early.add(job);
                            }
                        })));
        early.forEach(this::remove);
        lookedAt = now;
        early.forEach(this::add);
    }
}
