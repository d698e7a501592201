package dev.dwp.persistence.memory;

import dev.dwp.domain.job.ClaimSnapshot;
import dev.dwp.domain.job.FairKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.NextClaim;
import dev.dwp.domain.job.TenantQueue;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The jobs of one tenant in one queue that wait or run. Guarded by the store's lock. */
final class TenantJobs implements ClaimSnapshot.DueTenant {
    private static final Comparator<Job> RUN_ORDER = Comparator.<Job, Integer>comparing(
                    job -> job.spec().priority(), Comparator.reverseOrder())
            .thenComparing(job -> job.id().text());

    /** Jobs whose time has come, by name. */
    private final Map<String, RankList<Job>> due = new HashMap<>();

    private long dueCount;
    private long laterCount;
    private FairKey turn;

    TenantJobs(TenantQueue queue, long lastTurn) {
        this.turn = new FairKey(0, lastTurn, queue);
    }

    TenantQueue queue() {
        return turn.queue();
    }

    @Override
    public FairKey turn() {
        return turn;
    }

    long running() {
        return turn.running();
    }

    /** Jobs whose time has come. */
    long due() {
        return dueCount;
    }

    @Override
    public long due(Set<String> names) {
        long count = 0;
        for (Map.Entry<String, RankList<Job>> jobs : due.entrySet()) {
            if (names.contains(jobs.getKey())) {
                count += jobs.getValue().size();
            }
        }
        return count;
    }

    /** Jobs that wait, whether their time has come or not. */
    long waiting() {
        return dueCount + laterCount;
    }

    /** Tells that nothing of it waits or runs. */
    boolean idle() {
        return waiting() == 0 && running() == 0;
    }

    /** Counts jobs of these names that are due by an instant, up to a limit, and notes when others will be. */
    long due(Set<String> names, Instant now, int limit, NextClaim next) {
        return due.entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .flatMap(jobs -> jobs.getValue().stream())
                .filter(job -> isDue(job, now, next))
                .limit(limit)
                .count();
    }

    private static boolean isDue(Job job, Instant now, NextClaim next) {
        if (job.runAt().isAfter(now)) {
            next.note(job.runAt());
            return false;
        }
        return true;
    }

    /** The job of these names, due by an instant, that runs next; {@code null} if there is none. */
    @Nullable
    Job first(Set<String> names, Instant now) {
        Job first = null;
        for (Map.Entry<String, RankList<Job>> jobs : due.entrySet()) {
            if (names.contains(jobs.getKey())) {
                Job own =
                        jobs.getValue().first(job -> !job.runAt().isAfter(now)).orElse(null);
                first = own != null && (first == null || RUN_ORDER.compare(own, first) < 0) ? own : first;
            }
        }
        return first;
    }

    /** How many whose time has come go before this one. */
    long ahead(Job job) {
        return due.values().stream().mapToLong(jobs -> jobs.countBefore(job)).sum();
    }

    void forEachDue(Consumer<Job> action) {
        due.values().forEach(jobs -> jobs.forEach(action));
    }

    void addDue(Job job) {
        due.computeIfAbsent(job.spec().name(), absent -> new RankList<>(RUN_ORDER))
                .add(job);
        dueCount++;
    }

    void removeDue(Job job) {
        due.computeIfPresent(job.spec().name(), (name, jobs) -> {
            jobs.remove(job);
            return jobs.isEmpty() ? null : jobs;
        });
        dueCount--;
    }

    void addLater(int change) {
        laterCount += change;
    }

    void addRunning(int change) {
        turn = new FairKey(turn.running() + change, turn.lastTurn(), turn.queue());
    }

    void serve(long number) {
        turn = new FairKey(turn.running(), number, turn.queue());
    }
}
