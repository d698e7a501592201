package dev.dwp.domain.job;

import dev.dwp.domain.job.ClaimSnapshot.DueQueue;
import dev.dwp.domain.job.ClaimSnapshot.DueTenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides from which tenant queues a claim takes its jobs, one job at a time: tenants take turns, and no queue starts more
 * than its limits allow. It counts and does not know the jobs: each store takes the first due ones of each tenant queue, as
 * many as it was picked.
 */
public final class ClaimPlan {
    private final Set<String> names;
    private final int limit;
    private final NextClaim next = new NextClaim();
    private final List<TenantQueue> picks = new ArrayList<>();
    private final Map<QueueName, TokenBucket> buckets = new HashMap<>();

    /** The queues that may start another job and have one due. */
    private final PriorityQueue<OpenQueue> candidates = new PriorityQueue<>();

    private ClaimPlan(Set<String> names, int limit) {
        this.names = names;
        this.limit = limit;
    }

    /**
     * Plans a claim.
     *
     * @param names the jobs that are wanted
     * @param limit how many at most
     */
    public static ClaimPlan of(ClaimSnapshot snapshot, Set<String> names, int limit) {
        ClaimPlan plan = new ClaimPlan(names, limit);
        plan.pick(snapshot.queues());
        return plan;
    }

    /** The tenant queues in the order in which a job is taken from each, as often as one is taken. */
    public List<TenantQueue> picks() {
        return picks;
    }

    /**
     * The instant at which a queue's rate lets another job through that is due already; {@code null} for none. Of no use
     * where as many were picked as were wanted.
     */
    public @Nullable Instant nextLook() {
        return next.at();
    }

    /** What is left afterwards of the rates of those queues that have one and from which jobs are taken. */
    public Map<QueueName, TokenBucket> buckets() {
        return buckets;
    }

    /** A tenant queue's turn, and how many due jobs it has left. */
    private record Turn(FairKey key, long due) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            return key.compareTo(other.key);
        }
    }

    private void pick(Iterator<? extends DueQueue> queues) {
        DueQueue upcoming = queues.hasNext() ? queues.next() : null;
        while (picks.size() < limit) {
            OpenQueue first = candidates.peek();
            if (upcoming != null
                    && (first == null || upcoming.turn().compareTo(first.turn().key()) < 0)) {
                open(upcoming);
                upcoming = queues.hasNext() ? queues.next() : null;
            } else if (first == null) {
                return;
            } else {
                candidates.remove();
                first.take();
                consider(first);
            }
        }
    }

    private void open(DueQueue queue) {
        QueueCapacity capacity = queue.capacity();
        if (capacity.places() > 0) {
            consider(new OpenQueue(queue, capacity));
        }
    }

    /** A queue with a due job either may start it, or waits for its rate, or for the end of one that runs. */
    private void consider(OpenQueue queue) {
        if (queue.advance()) {
            if (queue.hasRoom()) {
                candidates.add(queue);
            } else {
                next.note(queue.nextStart());
            }
        }
    }

    /** A queue on the way: tenants that were not served yet come as the store shows them, the others by their new turns. */
    private final class OpenQueue implements Comparable<OpenQueue> {
        private final QueueName name;
        private final QueueCapacity capacity;
        private final Iterator<? extends DueTenant> unserved;
        private final PriorityQueue<Turn> served = new PriorityQueue<>();
        private int started;

        /** The first of those that were not served yet and have wanted jobs. */
        private @Nullable Turn ahead;

        /** Whose turn it is. */
        private @Nullable Turn turn;

        OpenQueue(DueQueue queue, QueueCapacity capacity) {
            this.name = queue.name();
            this.capacity = capacity;
            this.unserved = queue.tenants();
        }

        /** Finds whose turn it is; tells that somebody's is. */
        boolean advance() {
            while (ahead == null && unserved.hasNext()) {
                DueTenant tenant = unserved.next();
                long due = tenant.due(names);
                ahead = due > 0 ? new Turn(tenant.turn(), due) : null;
            }
            Turn again = served.peek();
            if (ahead != null && (again == null || ahead.compareTo(again) < 0)) {
                turn = ahead;
                ahead = null;
            } else {
                turn = served.poll();
            }
            return turn != null;
        }

        Turn turn() {
            return Objects.requireNonNull(turn);
        }

        boolean hasRoom() {
            return started < capacity.left();
        }

        @Nullable
        Instant nextStart() {
            return capacity.nextAfter(started);
        }

        /** Takes a job of the tenant whose turn it is. */
        void take() {
            Turn taken = turn();
            FairKey key = taken.key();
            picks.add(key.queue());
            started++;
            TokenBucket left = capacity.bucketAfter(started);
            if (left != null) {
                buckets.put(name, left);
            }
            if (taken.due() > 1) {
                long latest = Long.MAX_VALUE - limit + picks.size();
                served.add(new Turn(new FairKey(key.running() + 1, latest, key.queue()), taken.due() - 1));
            }
        }

        @Override
        public int compareTo(OpenQueue other) {
            return turn().compareTo(other.turn());
        }
    }
}
