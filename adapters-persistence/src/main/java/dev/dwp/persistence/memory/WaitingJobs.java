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
 * Jobs that wait: in their lanes once their time has come, before that by name in the order in which it will. Guarded by
 * the store's lock.
 */
final class WaitingJobs {
    private static final Comparator<Job> DUE_ORDER =
            Comparator.comparing(Job::runAt).thenComparing(job -> job.id().text());

    /** Callers' clocks are read before the lock is taken, so that they arrive a little out of order. */
    private static final Duration UNORDERED = Duration.ofSeconds(1);

    private final Queues queues;
    private final Map<String, NavigableSet<Job>> later = new HashMap<>();

    /** Jobs due by then are in their lanes. */
    private Instant lookedAt = Instant.MIN;

    WaitingJobs(Queues queues) {
        this.queues = queues;
    }

    void add(Job job) {
        Lane lane = queues.laneOf(job);
        if (job.runAt().isAfter(lookedAt)) {
            later.computeIfAbsent(job.spec().name(), absent -> new TreeSet<>(DUE_ORDER))
                    .add(job);
            lane.addLater(1);
        } else {
            queues.change(lane, () -> lane.addDue(job));
        }
    }

    void remove(Job job) {
        Lane lane = queues.laneOf(job);
        if (job.runAt().isAfter(lookedAt)) {
            later.computeIfPresent(job.spec().name(), (name, jobs) -> {
                jobs.remove(job);
                return jobs.isEmpty() ? null : jobs;
            });
            lane.addLater(-1);
        } else {
            queues.change(lane, () -> lane.removeDue(job));
        }
    }

    /** When the first job of these names whose time has not come will be due. */
    Optional<Instant> nextDue(Set<String> names) {
        return later.entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .map(jobs -> jobs.getValue().first().runAt())
                .min(Comparator.naturalOrder());
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
            NavigableSet<Job> jobs = names.next();
            while (!jobs.isEmpty() && !jobs.first().runAt().isAfter(now)) {
                Job job = jobs.removeFirst();
                Lane lane = queues.laneOf(job);
                queues.change(lane, () -> {
                    lane.addLater(-1);
                    lane.addDue(job);
                });
            }
            if (jobs.isEmpty()) {
                names.remove();
            }
        }
    }

    /** Costs a look at every job, but clocks are not set back often. */
    private void retreat(Instant now) {
        List<Job> early = new ArrayList<>();
        queues.all()
                .forEach(queue -> queue.lanes()
                        .forEach(lane -> lane.forEachDue(job -> {
                            if (job.runAt().isAfter(now)) {
                                early.add(job);
                            }
                        })));
        early.forEach(this::remove);
        lookedAt = now;
        early.forEach(this::add);
    }
}
