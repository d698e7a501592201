package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.persistence.memory.Turns.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One claim under way: whose turn it is, and how much room each queue has left. Used under the store's lock. */
final class Claiming {
    private final MemoryJobs.Indexes indexes;
    private final JobClaim claim;
    private final Set<QueueName> paused;
    private final Map<QueueName, Integer> room = new HashMap<>();
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparingLong(Turn::running).thenComparingLong(Turn::lastServed));
    private final List<Job> taken = new ArrayList<>();

    /** When a queue's rate lets another through; the earliest of all queues that had more to give. */
    private @Nullable Instant nextToken;

    private record Turn(Lane lane, long running, long lastServed) {}

    Claiming(MemoryJobs.Indexes indexes, JobClaim claim, Set<QueueName> paused) {
        this.indexes = indexes;
        this.claim = claim;
        this.paused = paused;
    }

    /** Takes jobs in turn; each is handed to {@code move}, which must move it on and re-index it. */
    Claimed<Job> take(Consumer<JobChange> move) {
        indexes.waiting().look(claim.now());
        indexes.waiting().forEachDue((lane, names) -> {
            if (names.keySet().stream().anyMatch(claim.names()::contains)) {
                add(lane);
            }
        });
        while (taken.size() < claim.limit() && !turns.isEmpty()) {
            serve(turns.remove(), move);
        }
        return new Claimed<>(taken, again());
    }

    private void add(Lane lane) {
        long running = indexes.running().get(lane.tenant(), lane.queue());
        turns.add(new Turn(lane, running, indexes.turns().lastOf(lane)));
    }

    private void serve(Turn turn, Consumer<JobChange> move) {
        Lane lane = turn.lane();
        Job job = indexes.waiting().firstDue(lane, claim.names());
        if (job == null) {
            return;
        }
        int left = room.computeIfAbsent(lane.queue(), this::roomOf);
        if (left == 0) {
            noteToken(lane.queue());
            return;
        }
        room.put(lane.queue(), left - 1);
        JobChange started = job.claim(claim.lease(), claim.now());
        move.accept(started);
        taken.add(started.job());
        indexes.buckets().take(lane.queue(), claim.limitsOf(lane.queue()), claim.now());
        indexes.turns().serve(lane);
        add(lane);
    }

    private int roomOf(QueueName queue) {
        if (paused.contains(queue) || claim.closed().contains(queue)) {
            return 0;
        }
        return Math.min(places(queue), indexes.buckets().room(queue, claim.limitsOf(queue), claim.now()));
    }

    private int places(QueueName queue) {
        QueueLimits limits = claim.limitsOf(queue);
        Integer concurrency = limits.concurrency();
        long free = concurrency == null
                ? Integer.MAX_VALUE
                : concurrency - indexes.running().total(queue);
        return (int) Math.max(0, free);
    }

    /** A queue that is shut for another reason than its rate is opened by a wake-up, not by time. */
    private void noteToken(QueueName queue) {
        boolean shut = paused.contains(queue) || claim.closed().contains(queue) || places(queue) == 0;
        Instant at = shut ? null : indexes.buckets().nextAt(queue, claim.limitsOf(queue), claim.now());
        nextToken = earlier(nextToken, at);
    }

    private @Nullable Instant again() {
        if (taken.size() == claim.limit()) {
            return claim.now();
        }
        Instant due = indexes.waiting().nextDue(claim.names()).orElse(null);
        return earlier(nextToken, due);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
