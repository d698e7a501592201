package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.store.JobCountKey;
import dev.dwp.domain.job.ClaimSnapshot;
import dev.dwp.domain.job.FairKey;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.QueueCapacity;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import dev.dwp.domain.job.TokenBucket;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a claim finds, as counted: what is stored, as moved on by the claim's transaction. Whose turn it is follows
 * from these counts alone. For the writer's thread.
 */
final class CountedQueues implements ClaimSnapshot {
    /** Above every number of the log: what this transaction tells comes after all that is stored. */
    private static final long STILL_TO_COME = Long.MAX_VALUE / 2;

    private final Transaction transaction;
    private final JobClaim claim;
    private final Map<TenantQueue, CountedTenant> tenants = new HashMap<>();
    private final Set<String> scheduled = new HashSet<>();
    private final Set<QueueName> paused;
    private final Map<QueueName, TokenBucket> buckets;

    /** A count of jobs, and when their tenant queue had its last turn, if it had one. */
    private record Counted(
            JobCountKey key, long n, @Nullable Long turn) {
        static Counted read(Row row) throws SQLException {
            return new Counted(JobColumns.countKey(row), row.number("n"), row.numberOrNull("turn"));
        }
    }

    private CountedQueues(
            Transaction transaction, JobClaim claim, Set<QueueName> paused, Map<QueueName, TokenBucket> buckets) {
        this.transaction = transaction;
        this.claim = claim;
        this.paused = paused;
        this.buckets = buckets;
    }

    /**
     * Waits for those who are claiming, and reads the counts: in this order, as what they change must be seen. From then on to
     * the commit no other may claim.
     */
    static CountedQueues read(Transaction transaction, JobClaim claim) throws SQLException {
        Question<Boolean> alone = new Question<>(ClaimSql.ALONE, row -> true);
        Question<Counted> counts = new Question<>(ClaimSql.LANES, Counted::read);
        Question<QueueName> paused = new Question<>(ClaimSql.PAUSED, row -> new QueueName(row.text("queue")));
        Question<Map.Entry<QueueName, TokenBucket>> buckets = new Question<>(
                ClaimSql.BUCKETS, row -> Map.entry(new QueueName(row.text("queue")), BucketRow.read(row)));
        transaction.session().ask(List.of(alone, counts, paused, buckets));
        Map<QueueName, TokenBucket> byQueue = new HashMap<>();
        buckets.found().forEach(bucket -> byQueue.put(bucket.getKey(), bucket.getValue()));
        CountedQueues queues = new CountedQueues(transaction, claim, new HashSet<>(paused.found()), byQueue);
        counts.found().forEach(counted -> queues.add(counted.key(), counted.n(), counted.turn()));
        transaction.jobs().forEach((key, change) -> queues.add(key, change, null));
        return queues;
    }

    /** The time of a job has come. */
    void promote(JobCountKey scheduledBefore) {
        JobCountKey due =
                new JobCountKey(scheduledBefore.queue(), scheduledBefore.name(), scheduledBefore.state(), JobPhase.DUE);
        transaction.jobs().add(scheduledBefore, -1);
        transaction.jobs().add(due, 1);
        add(due, 1, null);
    }

    private void add(JobCountKey key, long change, @Nullable Long turn) {
        if (key.phase() == JobPhase.FINISHED) {
            return;
        }
        CountedTenant tenant =
                tenants.computeIfAbsent(key.queue(), absent -> new CountedTenant(absent, lastTurn(absent, turn)));
        switch (key.phase()) {
            case RUNNING -> tenant.addRunning(change);
            case DUE -> tenant.addDue(key.name(), change);
            case SCHEDULED -> scheduled.add(key.name());
            case FINISHED -> {}
        }
    }

    private long lastTurn(TenantQueue queue, @Nullable Long stored) {
        Integer served = transaction.served().get(queue);
        if (served != null) {
            return STILL_TO_COME + served;
        }
        return stored == null ? newcomer(queue) : stored;
    }

    private long newcomer(TenantQueue queue) {
        Integer told = transaction.newcomers().get(queue);
        return told == null ? 0 : STILL_TO_COME + told;
    }

    /** The wanted names of which there may be jobs that are not due yet. */
    Set<String> scheduledNames() {
        Set<String> names = new HashSet<>(scheduled);
        names.retainAll(claim.names());
        return names;
    }

    /** The wanted names of which a tenant queue has due jobs. */
    Set<String> dueNames(TenantQueue queue) {
        return of(queue).dueNames(claim.names());
    }

    /** Fewer of the wanted jobs of a tenant queue are there than were counted. */
    void correct(TenantQueue queue, long due) {
        of(queue).correct(due);
    }

    private CountedTenant of(TenantQueue queue) {
        return Objects.requireNonNull(tenants.get(queue));
    }

    @Override
    public Iterator<DueQueue> queues() {
        Map<QueueName, CountedQueue> byName = new HashMap<>();
        for (CountedTenant tenant : tenants.values()) {
            byName.computeIfAbsent(tenant.queue().queue(), CountedQueue::new).add(tenant);
        }
        PriorityQueue<CountedQueue> inTurn = new PriorityQueue<>(Comparator.comparing(CountedQueue::turn));
        byName.values().stream().filter(CountedQueue::hasDue).forEach(inTurn::add);
        return new Draining<>(inTurn);
    }

    /** Takes things in their order, which costs little for those that are not taken. */
    private record Draining<T>(PriorityQueue<? extends T> things) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            return !things.isEmpty();
        }

        @Override
        public T next() {
            return things.remove();
        }
    }

    /** A tenant's turn, found once. */
    private record Turn(FairKey turn, CountedTenant tenant) implements DueTenant {
        @Override
        public long due(Set<String> names) {
            return tenant.due(names);
        }
    }

    /** The tenants of one queue that have wanted jobs due. */
    private final class CountedQueue implements DueQueue {
        private final QueueName name;
        private final PriorityQueue<Turn> inTurn = new PriorityQueue<>(Comparator.comparing(Turn::turn));
        private long running;

        CountedQueue(QueueName name) {
            this.name = name;
        }

        void add(CountedTenant tenant) {
            running += tenant.running();
            if (tenant.due(claim.names()) > 0) {
                inTurn.add(new Turn(tenant.turn(), tenant));
            }
        }

        boolean hasDue() {
            return !inTurn.isEmpty();
        }

        @Override
        public QueueName name() {
            return name;
        }

        @Override
        public FairKey turn() {
            return inTurn.element().turn();
        }

        @Override
        public QueueCapacity capacity() {
            return claim.capacity(name, paused.contains(name), running, buckets.get(name));
        }

        @Override
        public Iterator<Turn> tenants() {
            return new Draining<>(inTurn);
        }
    }
}
