package dev.dwp.persistence.memory;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The jobs of one tenant in one queue that wait or run. Guarded by the store's lock. */
final class Lane {
    private static final Comparator<Job> RUN_ORDER = Comparator.<Job, Integer>comparing(
                    job -> job.spec().priority(), Comparator.reverseOrder())
            .thenComparing(job -> job.id().text());

    private final QueueLanes queue;
    private final Tenant tenant;

    /** Jobs whose time has come, by name. */
    private final Map<String, Ranked<Job>> due = new HashMap<>();

    private long dueCount;
    private long laterCount;
    private long running;
    private long served;

    Lane(QueueLanes queue, Tenant tenant, long served) {
        this.queue = queue;
        this.tenant = tenant;
        this.served = served;
    }

    QueueLanes queue() {
        return queue;
    }

    Tenant tenant() {
        return tenant;
    }

    Turn turn() {
        return new Turn(running, served);
    }

    long running() {
        return running;
    }

    /** Jobs whose time has come. */
    long due() {
        return dueCount;
    }

    /** Jobs that wait, whether their time has come or not. */
    long waiting() {
        return dueCount + laterCount;
    }

    /** Whether nothing of it waits or runs. */
    boolean idle() {
        return waiting() == 0 && running == 0;
    }

    /** The next of these names whose time has come by now; {@code tooEarly} hears of those passed over. */
    Optional<Job> next(Set<String> names, Instant now, Consumer<Job> tooEarly) {
        return due.entrySet().stream()
                .filter(jobs -> names.contains(jobs.getKey()))
                .flatMap(jobs -> jobs.getValue().first(job -> isDue(job, now, tooEarly)).stream())
                .min(RUN_ORDER);
    }

    private static boolean isDue(Job job, Instant now, Consumer<Job> tooEarly) {
        boolean due = !job.runAt().isAfter(now);
        if (!due) {
            tooEarly.accept(job);
        }
        return due;
    }

    /** How many whose time has come go before this one. */
    long ahead(Job job) {
        return due.values().stream().mapToLong(jobs -> jobs.countBefore(job)).sum();
    }

    void forEachDue(Consumer<Job> action) {
        due.values().forEach(jobs -> jobs.forEach(action));
    }

    void addDue(Job job) {
        due.computeIfAbsent(job.spec().name(), absent -> new Ranked<>(RUN_ORDER))
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
        running += change;
    }

    void serve(long number) {
        served = number;
    }
}
