package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One claim under way: walks over the queues in turn, passing over those that are shut, and no further than it must. Used
 * under the store's lock.
 */
final class Claiming {
    private final Queues queues;
    private final Buckets buckets;
    private final Set<QueueName> paused;
    private final JobClaim claim;

    /** The next job of each queue that was looked at and is open. */
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Comparator.comparing(Candidate::turn));

    private final Set<QueueLanes> visited = new HashSet<>();

    /** Every queue whose turn is up to here was visited; a queue that was served has moved on and is met again. */
    private @Nullable Turn passed;

    private final List<Job> taken = new ArrayList<>();

    /** The earliest instant at which time alone lets another job through. */
    private @Nullable Instant again;

    private record Candidate(Turn turn, Lane lane, Job job) {}

    Claiming(Queues queues, Buckets buckets, Set<QueueName> paused, JobClaim claim) {
        this.queues = queues;
        this.buckets = buckets;
        this.paused = paused;
        this.claim = claim;
    }

    /** Takes jobs in turn; each is handed to {@code move}, which must move it on and re-index it. */
    Claimed<Job> take(Consumer<JobChange> move) {
        for (Candidate next = next(); next != null; next = next()) {
            JobChange started = next.job().claim(claim.lease(), claim.now());
            move.accept(started);
            taken.add(started.job());
            queues.serve(next.lane());
            QueueLanes queue = next.lane().queue();
            buckets.take(queue.name(), limits(queue), claim.now());
            consider(queue);
        }
        return new Claimed<>(taken, taken.size() == claim.limit() ? claim.now() : again);
    }

    private @Nullable Candidate next() {
        if (taken.size() == claim.limit()) {
            return null;
        }
        QueueLanes queue = queues.after(passed);
        while (queue != null && beforeCandidates(queue)) {
            passed = queue.turn();
            if (visited.add(queue)) {
                consider(queue);
            }
            queue = queues.after(passed);
        }
        return candidates.poll();
    }

    private boolean beforeCandidates(QueueLanes queue) {
        Candidate best = candidates.peek();
        Turn turn = queue.turn();
        return best == null || (turn != null && turn.compareTo(best.turn()) < 0);
    }

    private void consider(QueueLanes queue) {
        if (shut(queue)) {
            return;
        }
        for (Lane lane : queue.inTurn()) {
            Optional<Job> job = lane.next(claim.names(), claim.now(), early -> note(early.runAt()));
            if (job.isPresent()) {
                if (buckets.room(queue.name(), limits(queue), claim.now())) {
                    candidates.add(new Candidate(lane.turn(), lane, job.get()));
                } else {
                    note(buckets.nextAt(queue.name(), limits(queue), claim.now()));
                }
                return;
            }
        }
    }

    /** A queue that is shut for another reason than its rate is opened by a wake-up, not by time. */
    private boolean shut(QueueLanes queue) {
        Integer concurrency = limits(queue).concurrency();
        return paused.contains(queue.name())
                || claim.closed().contains(queue.name())
                || (concurrency != null && queue.running() >= concurrency);
    }

    private QueueLimits limits(QueueLanes queue) {
        return claim.limitsOf(queue.name());
    }

    /** Something may let another job through at an instant. */
    void note(@Nullable Instant at) {
        if (at != null && (again == null || at.isBefore(again))) {
            again = at;
        }
    }
}
