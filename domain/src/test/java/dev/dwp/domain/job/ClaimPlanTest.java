package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ClaimPlanTest {
    private static final Instant NOW = JobSamples.NOW;
    private static final Set<String> WANTED = Set.of("send", "fetch");

    /** A tenant's jobs in a queue, as a snapshot shows them. */
    record Waiting(TenantQueue queue, long running, long lastTurn, Map<String, Long> byName)
            implements ClaimSnapshot.DueTenant {
        @Override
        public FairKey turn() {
            return new FairKey(running, lastTurn, queue);
        }

        @Override
        public long due(Set<String> names) {
            return byName.entrySet().stream()
                    .filter(due -> names.contains(due.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Queues with their capacities, each tenant shown in its turn. */
    record Queues(List<Waiting> waiting, Map<QueueName, QueueCapacity> capacities) implements ClaimSnapshot {
        @Override
        public Iterator<DueQueue> queues() {
            Map<QueueName, List<Waiting>> byName = new HashMap<>();
            waiting.stream()
                    .sorted(Comparator.comparing(Waiting::turn))
                    .forEach(one -> byName.computeIfAbsent(one.queue().queue(), absent -> new ArrayList<>())
                            .add(one));
            return byName.entrySet().stream()
                    .<DueQueue>map(queue -> new OneQueue(queue.getKey(), queue.getValue(), capacity(queue.getKey())))
                    .sorted(Comparator.comparing(DueQueue::turn))
                    .iterator();
        }

        QueueCapacity capacity(QueueName queue) {
            return capacities.getOrDefault(queue, QueueCapacity.of(QueueLimits.NONE, 0, null, NOW));
        }
    }

    private record OneQueue(QueueName name, List<Waiting> inTurn, QueueCapacity capacity)
            implements ClaimSnapshot.DueQueue {
        @Override
        public FairKey turn() {
            return inTurn.getFirst().turn();
        }

        @Override
        public Iterator<Waiting> tenants() {
            if (capacity.places() == 0) {
                fail("A queue that is closed or full is not asked for its tenants.");
            }
            return inTurn.iterator();
        }
    }

    private static TenantQueue queue(String queue, int tenant) {
        return new TenantQueue(new QueueName(queue), new Tenant("app" + tenant, null));
    }

    private static Waiting waiting(TenantQueue queue, long running, long lastTurn, long due) {
        return new Waiting(queue, running, lastTurn, Map.of("send", due));
    }

    private static ClaimPlan plan(int limit, Map<QueueName, QueueCapacity> capacities, Waiting... waiting) {
        return ClaimPlan.of(new Queues(List.of(waiting), capacities), WANTED, limit);
    }

    @Example
    void letsTenantsTakeTurnsTheOneWithTheFewestRunningFirst() {
        TenantQueue busy = queue("mail", 1);
        TenantQueue idle = queue("mail", 2);
        TenantQueue other = queue("web", 3);
        ClaimPlan plan = plan(7, Map.of(), waiting(busy, 2, 1, 9), waiting(idle, 0, 3, 9), waiting(other, 0, 2, 2));
        assertEquals(List.of(other, idle, other, idle, busy, idle, busy), plan.picks());
        assertNull(plan.nextLook());
    }

    @Example
    void picksNothingOfNamesThatAreNotWanted() {
        TenantQueue foreign = queue("mail", 1);
        TenantQueue own = queue("mail", 2);
        ClaimPlan plan = plan(
                5,
                Map.of(),
                new Waiting(foreign, 0, 1, Map.of("other", 4L)),
                new Waiting(own, 0, 2, Map.of("other", 4L, "send", 1L, "fetch", 1L)));
        assertEquals(List.of(own, own), plan.picks());
    }

    @Example
    void fillsNoQueueBeyondItsPlaces() {
        TenantQueue narrow = queue("narrow", 1);
        TenantQueue free = queue("free", 1);
        QueueCapacity two = QueueCapacity.of(new QueueLimits(5, null), 3, null, NOW);
        ClaimPlan plan = plan(9, Map.of(narrow.queue(), two), waiting(narrow, 0, 1, 9), waiting(free, 0, 2, 3));
        assertEquals(2, Collections.frequency(plan.picks(), narrow));
        assertEquals(3, Collections.frequency(plan.picks(), free));
        assertNull(plan.nextLook(), "Only a job that ends makes room.");
    }

    @Example
    void looksAgainWhenTheRateLetsTheNextStart() {
        TenantQueue slow = queue("slow", 1);
        QueueCapacity rated = QueueCapacity.of(new QueueLimits(null, Rate.perSecond(2)), 0, null, NOW);
        ClaimPlan plan = plan(9, Map.of(slow.queue(), rated), waiting(slow, 0, 1, 3));
        assertEquals(List.of(slow, slow), plan.picks());
        assertEquals(NOW.plusMillis(500), plan.nextLook());
        assertEquals(Map.of(slow.queue(), new TokenBucket(0, NOW)), plan.buckets());
    }

    @Example
    void asksClosedQueuesForNothing() {
        TenantQueue closed = queue("closed", 1);
        ClaimPlan plan = plan(9, Map.of(closed.queue(), QueueCapacity.CLOSED), waiting(closed, 0, 1, 3));
        assertEquals(List.of(), plan.picks());
        assertNull(plan.nextLook());
        assertEquals(Map.of(), plan.buckets());
    }

    /** The simplest plan: for each job it looks at everything. */
    private static List<TenantQueue> simplest(Queues queues, int limit) {
        List<TenantQueue> picks = new ArrayList<>();
        TreeMap<FairKey, Long> left = new TreeMap<>();
        Map<QueueName, Integer> started = new HashMap<>();
        queues.waiting().forEach(one -> left.put(one.turn(), one.due(WANTED)));
        while (picks.size() < limit) {
            FairKey first = left.entrySet().stream()
                    .filter(one -> one.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .filter(key -> started.getOrDefault(key.queue().queue(), 0)
                            < queues.capacity(key.queue().queue()).left())
                    .findFirst()
                    .orElse(null);
            if (first == null) {
                return picks;
            }
            picks.add(first.queue());
            started.merge(first.queue().queue(), 1, Integer::sum);
            FairKey again = new FairKey(first.running() + 1, 1_000_000 + picks.size(), first.queue());
            left.put(again, left.remove(first) - 1);
        }
        return picks;
    }

    @Property
    void picksWhatALookAtEverythingForEachJobWould(
            @ForAll("queues") Queues queues, @ForAll @IntRange(min = 1, max = 40) int limit) {
        ClaimPlan plan = ClaimPlan.of(queues, WANTED, limit);
        assertEquals(simplest(queues, limit), plan.picks());
        plan.buckets().forEach((queue, bucket) -> {
            long taken = plan.picks().stream()
                    .filter(pick -> pick.queue().equals(queue))
                    .count();
            assertTrue(taken > 0, "Only buckets that were used are written.");
            assertEquals(queues.capacity(queue).bucketAfter((int) taken), bucket);
        });
    }

    @Provide
    Arbitrary<Queues> queues() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 4);
        Arbitrary<List<List<Integer>>> rows = small.list().ofSize(5).list().ofMaxSize(30);
        Arbitrary<List<QueueCapacity>> capacities = Combinators.combine(small, small)
                .as((places, permits) -> QueueCapacity.of(
                        new QueueLimits(places == 4 ? null : 3, permits == 0 ? null : Rate.perSecond(permits)),
                        places,
                        null,
                        NOW))
                .list()
                .ofSize(5);
        return Combinators.combine(rows, capacities).as(ClaimPlanTest::queues);
    }

    private static Queues queues(List<List<Integer>> rows, List<QueueCapacity> capacities) {
        Map<TenantQueue, Waiting> waiting = new HashMap<>();
        for (List<Integer> row : rows) {
            TenantQueue queue = queue("q" + row.get(0), row.get(1));
            waiting.put(
                    queue, new Waiting(queue, row.get(2), row.get(3), Map.of("send", (long) row.get(4), "other", (long)
                            row.get(2))));
        }
        Map<QueueName, QueueCapacity> byName = new HashMap<>();
        for (int i = 0; i < capacities.size(); i++) {
            byName.put(new QueueName("q" + i), i == 0 ? QueueCapacity.CLOSED : capacities.get(i));
        }
        return new Queues(List.copyOf(waiting.values()), byName);
    }
}
