package dev.dwp.engine.cron;

import static dev.dwp.engine.cron.CronBench.SHOP;
import static dev.dwp.engine.cron.CronBench.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.cron.CronScheduler;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CronState;
import dev.dwp.engine.chore.TroubledStore;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Cron entries that several nodes define")
class ManyNodesTest {
    private final CronBench bench = new CronBench("2026-03-01T10:00:00Z");

    @Test
    @DisplayName("fire once for each of their times")
    void fireOnce() {
        bench.started(entry("hourly", "@hourly"));
        bench.started(entry("hourly", "@hourly"));
        bench.advanceTo("2026-03-01T12:30:00Z");
        assertEquals(List.of("2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"), bench.firings());
    }

    @Test
    @DisplayName("fire once for each of their times when all nodes look at the very same moment")
    void fireOnceInARace() throws Exception {
        int nodes = 8;
        int rounds = 200;
        List<CronScheduler> schedulers = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            schedulers.add(bench.scheduler(entry("minutely", "* * * * *")));
        }
        CyclicBarrier barrier = new CyclicBarrier(nodes, () -> bench.clock.advance(Duration.ofMinutes(1)));
        try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
            List<Future<Integer>> results = schedulers.stream()
                    .map(scheduler -> threads.submit(() -> tick(scheduler, barrier, rounds)))
                    .toList();
            for (Future<Integer> result : results) {
                assertEquals(rounds, result.get(30, TimeUnit.SECONDS));
            }
        }
        assertEquals(rounds - 1, bench.jobs().size(), "the first round registers, each of the others fires");
        assertEquals(rounds - 1, bench.firings().stream().distinct().count());
    }

    private static int tick(CronScheduler scheduler, CyclicBarrier barrier, int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            barrier.await(30, TimeUnit.SECONDS);
            scheduler.tick();
        }
        return rounds;
    }

    @Test
    @DisplayName("go by the schedule of the node that started last, on every node")
    void goByTheLatestSchedule() {
        CronScheduler older = bench.started(entry("it", "0 12 * * *"));
        bench.started(entry("it", "0 15 * * *"));
        bench.advanceTo("2026-03-02T16:00:00Z");
        assertEquals(List.of("2026-03-01T15:00:00Z", "2026-03-02T15:00:00Z"), bench.firings());
        assertEquals("0 15 * * *", CronBench.list(older, SHOP).getFirst().schedule());
    }

    @Test
    @DisplayName("go by the latest schedule even when only older nodes are left")
    void olderNodesKeepTheLatestSchedule() throws InterruptedException {
        bench.started(entry("it", "0 12 * * *"));
        bench.started(entry("it", "CRON_TZ=Europe/Berlin 0 15 * * *")).stop(Duration.ofSeconds(10));
        bench.advanceTo("2026-03-03T10:00:00Z");
        CronState state = bench.state("it");
        assertEquals("CRON_TZ=Europe/Berlin 0 15 * * *", state.schedule());
        assertEquals(Instant.parse("2026-03-02T14:00:00Z"), state.lastRunAt());
        assertEquals(Instant.parse("2026-03-03T14:00:00Z"), state.nextRunAt());
        assertEquals(2, bench.jobs().size());
    }

    @Test
    @DisplayName("are left alone by a node that cannot read their schedule")
    void leaveAloneWhatCannotBeRead() {
        CronScheduler scheduler = bench.started(entry("it", "0 12 * * *"));
        CronState before = bench.state("it");
        CronState after = new CronState("it", "0 12 * * * #2", before.nextRunAt(), null);
        Change change = new Change.CronMoved(before, after, SHOP, List.of());
        bench.store.commits().commit(Changeset.of(bench.clock.instant(), change));
        bench.advanceTo("2026-03-01T13:00:00Z");
        Instant next = scheduler.tick();
        assertEquals(List.of(), bench.jobs());
        assertTrue(next != null && next.isAfter(bench.clock.instant()), "it does not spin");
    }

    @Test
    @DisplayName("on a shared store are looked at each minute, as another node may have brought their time forward")
    void lookEachMinuteOnASharedStore() {
        TroubledStore shared = new TroubledStore(new MemoryStore(), true);
        CronBench node = new CronBench("2026-03-01T10:00:00Z", shared);
        node.started(entry("it", "0 12 * * *"));
        assertEquals(Instant.parse("2026-03-01T10:01:00Z"), node.clock.nextAlarm());
        CronState before = node.state("it");
        CronState after = new CronState("it", "30 10 * * *", Instant.parse("2026-03-01T10:30:00Z"), null);
        Change change = new Change.CronMoved(before, after, SHOP, List.of());
        shared.commits().commit(Changeset.of(node.clock.instant(), change));
        node.advanceTo("2026-03-01T11:00:00Z");
        assertEquals(List.of("2026-03-01T10:30:00Z"), node.firings());
    }
}
