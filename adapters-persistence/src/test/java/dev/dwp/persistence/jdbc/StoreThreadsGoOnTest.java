package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each of a store's threads goes on after an error that escapes one of its turns, as a full heap brings it about. */
class StoreThreadsGoOnTest {
    private final PostgresUrl url = new PostgresUrl(PostgresServer.emptyDatabase());
    private final Set<Long> own = new PostgresOpening(url).run();
    private final GatedDatabase database = new GatedDatabase(new PostgresDatabase(url, own));
    private final SupervisedThreads threads = new SupervisedThreads();

    @Test
    void theWriters() throws Exception {
        List<CountDownLatch> thrown = database.gates().stream()
                .map(GatedDatabase.Gate::throwAtOpening)
                .toList();
        try (JdbcStore store = new JdbcStore(database, Formats.JSON, threads).start()) {
            for (CountDownLatch each : thrown) {
                assertTrue(each.await(30, TimeUnit.SECONDS));
            }
            Driver driver = new Driver(store, Driver.NOW);
            driver.enqueue(job());
            assertEquals(1, driver.jobs().size());
            Eventually.holds(store, "All run well.", () -> threads.failing().isEmpty());
        }
    }

    /** As many reads at a time as there are readers: each of them is still there. */
    @Test
    void theReaders() throws Exception {
        try (Reads reads = new Reads(database, () -> {})) {
            reads.start(threads);
            database.throwAtReaders(database.readers());
            for (int reader = 0; reader < database.readers(); reader++) {
                assertThrows(IllegalStateException.class, () -> reads.read(StoreThreadsGoOnTest::one));
            }
            CyclicBarrier all = new CyclicBarrier(database.readers());
            List<Callable<Integer>> together = new ArrayList<>();
            for (int reader = 0; reader < database.readers(); reader++) {
                together.add(() -> reads.read(session -> {
                    await(all);
                    return one(session);
                }));
            }
            assertEquals(database.readers(), Together.run(together).size());
        }
    }

    private static int one(Session session) throws SQLException {
        return session.first(Sql.same("SELECT 1 AS one"), row -> 1).orElseThrow();
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theBell() throws Exception {
        try (JdbcWakeups wakeups = new JdbcWakeups()) {
            wakeups.start(threads);
            AtomicBoolean fails = new AtomicBoolean(true);
            Semaphore heard = new Semaphore(0);
            wakeups.on(Topic.JOBS, () -> {
                if (fails.getAndSet(false)) {
                    throw new StackOverflowError("on purpose");
                }
                heard.release();
            });
            wakeups.on(Topic.EVENTS, heard::release);
            wakeups.ring(Set.of(Topic.JOBS));
            wakeups.ring(Set.of(Topic.EVENTS));
            assertTrue(heard.tryAcquire(30, TimeUnit.SECONDS));
            wakeups.ring(Set.of(Topic.JOBS));
            assertTrue(heard.tryAcquire(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void theListener() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        Runnable suspicion = () -> {
            if (thrown.getCount() > 0) {
                thrown.countDown();
                throw new OutOfMemoryError("on purpose");
            }
        };
        Semaphore heard = new Semaphore(0);
        try (JdbcWakeups wakeups = new JdbcWakeups();
                PostgresListener listener = new PostgresListener(
                        url,
                        own,
                        List.of(),
                        new PostgresListener.Effects(wakeups, suspicion, new Reachability(), () -> {}))) {
            wakeups.start(threads);
            wakeups.on(Topic.JOBS, heard::release);
            listener.start(threads);
            assertTrue(heard.tryAcquire(30, TimeUnit.SECONDS), "It rings when it is connected.");
            PostgresServer.run(
                    url.text(),
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dwp'");
            assertTrue(thrown.await(30, TimeUnit.SECONDS), "Its connection was not lost.");
            heard.drainPermits();
            assertTrue(heard.tryAcquire(2, 30, TimeUnit.SECONDS), "It does not go on.");
        }
    }
}
