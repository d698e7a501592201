package dev.dwp.persistence.memory;

import dev.dwp.domain.job.Job;
import dev.dwp.persistence.memory.Turns.Lane;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that wait: once due, by lane and name in the order in which they run; before that, by name in the order in which
 * they will be due. Guarded by the store's lock.
 */
final class WaitingJobs {
    private static final Comparator<Job> BY_ID =
            Comparator.comparing(job -> job.id().text());
    private static final Comparator<Job> RUN_ORDER = Comparator.<Job, Integer>comparing(
                    job -> job.spec().priority(), Comparator.reverseOrder())
            .thenComparing(BY_ID);
    private static final Comparator<Job> DUE_ORDER =
            Comparator.comparing(Job::runAt).thenComparing(BY_ID);

    private final Map<Lane, Map<String, NavigableSet<Job>>> due = new HashMap<>();
    private final Map<String, NavigableSet<Job>> later = new HashMap<>();

    /** Jobs that were due when last looked; where each of the waiting jobs is follows from this. */
    private Instant lookedAt = Instant.MIN;

    static Lane laneOf(Job job) {
        return new Lane(job.spec().queue(), job.spec().tenant());
    }

    void index(Job job, boolean add) {
        if (job.runAt().isAfter(lookedAt)) {
            change(later, job.spec().name(), DUE_ORDER, job, add);
        } else {
            indexDue(job, add);
        }
    }

    private void indexDue(Job job, boolean add) {
        Lane lane = laneOf(job);
        Map<String, NavigableSet<Job>> names = due.computeIfAbsent(lane, absent -> new HashMap<>());
        change(names, job.spec().name(), RUN_ORDER, job, add);
        if (names.isEmpty()) {
            due.remove(lane);
        }
    }

    /** Every lane with due jobs, and those jobs by name. */
    void forEachDue(BiConsumer<Lane, Map<String, NavigableSet<Job>>> action) {
        due.forEach(action);
    }

    /** The due job of a lane that goes first among these names. */
    @Nullable
    Job firstDue(Lane lane, Set<String> names) {
        return due.getOrDefault(lane, Map.of()).entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .map(jobs -> jobs.getValue().first())
                .min(RUN_ORDER)
                .orElse(null);
    }

    /** When the first job of these names that is not due yet will be. */
    Optional<Instant> nextDue(Set<String> names) {
        return later.entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .map(jobs -> jobs.getValue().first().runAt())
                .min(Comparator.naturalOrder());
    }

    /** Due jobs of the same lane that go before this one. */
    long countAhead(Job job) {
        return due.getOrDefault(laneOf(job), Map.of()).values().stream()
                .mapToLong(jobs -> jobs.headSet(job).size())
                .sum();
    }

    /** Due jobs of the same queue in other lanes. */
    long countOthers(Job job) {
        Lane own = laneOf(job);
        return due.entrySet().stream()
                .filter(lane -> lane.getKey().queue().equals(own.queue())
                        && !lane.getKey().equals(own))
                .flatMap(lane -> lane.getValue().values().stream())
                .mapToLong(Set::size)
                .sum();
    }

    /** Time has passed: moves what has become due. */
    void look(Instant now) {
        if (!now.isAfter(lookedAt)) {
            return;
        }
        lookedAt = now;
        for (Iterator<NavigableSet<Job>> names = later.values().iterator(); names.hasNext(); ) {
            NavigableSet<Job> jobs = names.next();
            while (!jobs.isEmpty() && !jobs.first().runAt().isAfter(now)) {
                indexDue(jobs.removeFirst(), true);
            }
            if (jobs.isEmpty()) {
                names.remove();
            }
        }
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
