package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.JobClaim;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Jobs that wait: once due, by queue and name in the order in which they run; before that, by name in the order in which
 * they will be due. Taking one costs a logarithm of how many wait. Guarded by the store's lock.
 */
final class WaitingJobs {
    private static final Comparator<Job> BY_ID =
            Comparator.comparing(job -> job.id().text());
    private static final Comparator<Job> RUN_ORDER = Comparator.<Job, Integer>comparing(
                    job -> job.spec().priority(), Comparator.reverseOrder())
            .thenComparing(BY_ID);
    private static final Comparator<Job> DUE_ORDER =
            Comparator.comparing(Job::runAt).thenComparing(BY_ID);

    private final Map<Lane, NavigableSet<Job>> due = new HashMap<>();
    private final Map<String, NavigableSet<Job>> later = new HashMap<>();

    /** Jobs that were due when last looked; where each of the waiting jobs is follows from this. */
    private Instant lookedAt = Instant.MIN;

    private record Lane(QueueName queue, String name) {}

    void index(Job job, boolean add) {
        if (job.runAt().isAfter(lookedAt)) {
            change(later, job.spec().name(), DUE_ORDER, job, add);
        } else {
            change(due, lane(job), RUN_ORDER, job, add);
        }
    }

    /** The jobs that a claim may take, in the order in which they run; they stay here until they are re-indexed. */
    List<Job> take(JobClaim claim) {
        look(claim.now());
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::job, RUN_ORDER));
        due.forEach((lane, jobs) -> {
            if (claim.names().contains(lane.name())) {
                Iterator<Job> rest = jobs.iterator();
                heads.add(new Head(rest.next(), rest));
            }
        });
        Map<QueueName, Integer> room = new HashMap<>(claim.room());
        List<Job> taken = new ArrayList<>();
        while (taken.size() < claim.limit() && !heads.isEmpty()) {
            Head head = heads.remove();
            QueueName queue = head.job().spec().queue();
            if (room.getOrDefault(queue, Integer.MAX_VALUE) > 0) {
                taken.add(head.job());
                room.computeIfPresent(queue, (name, left) -> left - 1);
                if (head.rest().hasNext()) {
                    heads.add(new Head(head.rest().next(), head.rest()));
                }
            }
        }
        return taken;
    }

    private record Head(Job job, Iterator<Job> rest) {}

    Optional<Instant> nextDue(Set<String> names) {
        boolean dueAlready = due.keySet().stream().anyMatch(lane -> names.contains(lane.name()));
        if (dueAlready) {
            return due.entrySet().stream()
                    .filter(lane -> names.contains(lane.getKey().name()))
                    .map(lane -> lane.getValue().first().runAt())
                    .min(Comparator.naturalOrder());
        }
        return later.entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .map(jobs -> jobs.getValue().first().runAt())
                .min(Comparator.naturalOrder());
    }

    long countAhead(Job job, Instant now) {
        look(now);
        return due.entrySet().stream()
                .filter(lane -> lane.getKey().queue().equals(job.spec().queue()))
                .mapToLong(lane -> lane.getValue().headSet(job).size())
                .sum();
    }

    /** Time has passed: moves what has become due. */
    private void look(Instant now) {
        if (!now.isAfter(lookedAt)) {
            return;
        }
        lookedAt = now;
        for (Iterator<NavigableSet<Job>> names = later.values().iterator(); names.hasNext(); ) {
            NavigableSet<Job> jobs = names.next();
            while (!jobs.isEmpty() && !jobs.first().runAt().isAfter(now)) {
                Job job = jobs.removeFirst();
                change(due, lane(job), RUN_ORDER, job, true);
            }
            if (jobs.isEmpty()) {
                names.remove();
            }
        }
    }

    private static Lane lane(Job job) {
        return new Lane(job.spec().queue(), job.spec().name());
    }

    private static <K> void change(Map<K, NavigableSet<Job>> sets, K key, Comparator<Job> order, Job job, boolean add) {
        NavigableSet<Job> set = sets.computeIfAbsent(key, absent -> new TreeSet<>(order));
        if (add) {
            set.add(job);
        } else {
            set.remove(job);
        }
        if (set.isEmpty()) {
            sets.remove(key);
        }
    }
}
