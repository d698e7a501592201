package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.contract.JobDraft;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two servers on one PostgreSQL. */
class PostgresClusterTest {
    private String url;
    private Store one;
    private Store other;
    private List<Store> both;
    private IdGenerator ids;

    @BeforeEach
    void open() {
        url = PostgresServer.emptyDatabase();
        one = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads());
        other = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads());
        both = List.of(one, other);
        ids = new IdGenerator(InstantSource.system(), new Random(1));
    }

    @AfterEach
    void close() {
        both.forEach(Store::close);
        PostgresServer.run(
                url, "DROP TRIGGER IF EXISTS dawdle ON dwp_segment", "DROP FUNCTION IF EXISTS dawdle() CASCADE");
    }

    @Test
    @DisplayName("PROTOCOL §7.3 every node sees every event of the cluster once, in one order, and each job runs once")
    void runsEachJobOnceAndShowsEachEventToAll() throws Exception {
        int jobs = 400;
        AtomicInteger completed = new AtomicInteger();
        AtomicInteger working = new AtomicInteger(2 * both.size());
        List<Callable<List<LoggedEvent>>> actions = new ArrayList<>();
        for (Store store : both) {
            Load load = new Load(store, ids, (what, id) -> {
                if (what.equals("completed") || what.equals("cancelled")) {
                    completed.incrementAndGet();
                }
            });
            actions.add(() -> {
                for (int number = 0; number < jobs / 2; number++) {
                    load.produce(number);
                }
                working.decrementAndGet();
                return List.of();
            });
            actions.add(() -> {
                while (completed.get() < jobs) {
                    load.consume(ids.worker());
                }
                working.decrementAndGet();
                return List.of();
            });
            actions.add(() -> new Tail(store).until(() -> working.get() == 0));
        }
        List<List<LoggedEvent>> results = Together.run(actions);
        assertEquals(results.get(2), results.get(5), "Both saw the same.");
        assertStartedOnce(results.get(2));
        new Consistency(one).check();
        assertEquals(jobs, new Consistency(other).jobs().size());
    }

    private static void assertStartedOnce(List<LoggedEvent> log) {
        Set<String> started = new HashSet<>();
        long n = log.getFirst().cursor().previous().n();
        for (LoggedEvent event : log) {
            assertEquals(++n, event.cursor().n(), "None missing, none twice.");
            if ("job.started".equals(event.data().text("type"))) {
                assertTrue(started.add(event.data().text("job_id")), "A job ran twice.");
            }
        }
    }

    /** The trigger makes some commits take long after their events have got their numbers. */
    @Test
    @DisplayName("PROTOCOL §7.3 a commit that takes long is not overtaken: numbers follow the order of commits")
    void ordersEventsAsTheirCommits() throws Exception {
        PostgresServer.run(url, """
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_sleep(0.03);
                    RETURN NULL;
                END
                $$
                """, """
                CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON dwp_segment DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (strpos(NEW.events, E'\\tslow\\t') > 0) EXECUTE FUNCTION dawdle()
                """);
        AtomicInteger working = new AtomicInteger(both.size());
        List<Callable<List<LoggedEvent>>> actions = new ArrayList<>();
        for (String queue : List.of("slow", "quick")) {
            Store store = both.get(actions.size() / 2);
            int count = queue.equals("slow") ? 40 : 400;
            actions.add(() -> {
                for (int i = 0; i < count; i++) {
                    commit(store, JobDraft.job().queue(queue));
                }
                working.decrementAndGet();
                return List.of();
            });
            actions.add(() -> new Tail(store).until(() -> working.get() == 0));
        }
        List<List<LoggedEvent>> results = Together.run(actions);
        assertEquals(440, results.get(1).size());
        assertEquals(results.get(1), results.get(3));
        long n = results.get(1).getFirst().cursor().previous().n();
        for (LoggedEvent event : results.get(1)) {
            assertEquals(++n, event.cursor().n());
        }
    }

    private Job commit(Store store, JobDraft draft) {
        Instant now = Instant.now();
        Job job = Job.enqueue(ids.job(), draft.spec(), now, now).job();
        store.commits().commit(Changeset.of(now, new Change.OfJob(Job.enqueue(job.id(), job.spec(), now, now))));
        return job;
    }

    @Test
    void keepsConcurrencyOfQueuesOverAllNodes() throws Exception {
        QueueName queue = new QueueName("narrow");
        for (int i = 0; i < 60; i++) {
            commit(one, job().queue("narrow"));
        }
        AtomicInteger completed = new AtomicInteger();
        List<Callable<Integer>> actions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Store store = both.get(i % 2);
            actions.add(() -> {
                while (completed.get() < 60) {
                    for (Job job : claim(store, Map.of(queue, new QueueLimits(3, null)))) {
                        store.commits()
                                .commit(Changeset.of(
                                        Instant.now(),
                                        new Change.OfJob(job.complete(job.spec().payload(), Instant.now()))));
                        completed.incrementAndGet();
                    }
                }
                return 0;
            });
        }
        Together.run(actions);
        int running = 0;
        for (LoggedEvent event : new Driver(one, Instant.now()).log()) {
            running += switch (String.valueOf(event.data().text("type"))) {
                case "job.started" -> 1;
                case "job.completed" -> -1;
                default -> 0;
            };
            assertTrue(running <= 3, "More than three ran at " + event.cursor());
        }
    }

    @Test
    void keepsRatesOfQueuesOverAllNodes() throws Exception {
        QueueName queue = new QueueName("slow");
        for (int i = 0; i < 40; i++) {
            commit(one, job().queue("slow"));
        }
        Map<QueueName, QueueLimits> limits = Map.of(queue, new QueueLimits(null, new Rate(5, Duration.ofHours(1))));
        List<Callable<Integer>> actions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Store store = both.get(i % 2);
            actions.add(() -> claim(store, limits).size());
        }
        assertEquals(
                1, Together.run(actions).stream().mapToInt(Integer::intValue).sum());
    }

    private List<Job> claim(Store store, Map<QueueName, QueueLimits> limits) {
        return claim(store, limits, Instant.now());
    }

    private List<Job> claim(Store store, Map<QueueName, QueueLimits> limits, Instant now) {
        Lease lease = new Lease(ids.worker(), now.plusSeconds(30));
        return store.jobs()
                .claimDue(new JobClaim(lease, Set.of("work"), limits, Set.of(), 4, now))
                .items();
    }

    @Test
    void claimsNothingOfAQueueThatAnotherNodeHasPaused() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "q" + round;
            commit(one, job().queue(name));
            Change pause = new Change.QueuePaused(new QueueName(name), true);
            List<Long> heads = Together.run(List.of(
                    () -> one.commits()
                            .commit(Changeset.of(Instant.now(), pause))
                            .n(),
                    () -> (long) claim(other, Map.of()).size()));
            boolean claimed = heads.get(1) > 0;
            assertEquals(
                    claimed ? 0 : 1,
                    one.jobs().depths(Tenant.NONE).get(new QueueName(name)).pending());
            assertEquals(List.of(), claim(other, Map.of()), "It is paused by now.");
        }
    }

    @Test
    void givesAKeyToOneNodeOnly() throws Exception {
        for (int round = 0; round < 25; round++) {
            String key = "key-" + round;
            List<Callable<Boolean>> actions = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Store store = both.get(i % 2);
                actions.add(() -> {
                    try {
                        commit(store, job().key(key));
                        return true;
                    } catch (KeyTaken e) {
                        return false;
                    }
                });
            }
            assertEquals(1, Together.run(actions).stream().filter(won -> won).count());
        }
        assertEquals(25, new Consistency(one).jobs().size());
    }

    @Test
    void letsOneNodeOnlyTakeASignalAndFireACron() throws Exception {
        for (int round = 0; round < 20; round++) {
            Signal signal = new Signal(ids.signal(), "paid", null, Value.of(1), Tenant.NONE, null, Instant.now());
            CronState before = new CronState("nightly-" + round, "0 2 * * *", Driver.NOW, null);
            CronState after =
                    new CronState("nightly-" + round, "0 2 * * *", Driver.NOW.plusSeconds(86_400), Driver.NOW);
            one.commits()
                    .commit(Changeset.of(
                            Instant.now(),
                            new Change.SignalKept(signal),
                            new Change.CronMoved(before, before, Tenant.NONE, List.of())));
            for (Change change : List.of(
                    new Change.SignalTaken(signal.id()), new Change.CronMoved(before, after, Tenant.NONE, List.of()))) {
                List<Callable<Boolean>> actions = new ArrayList<>();
                for (Store store : both) {
                    actions.add(() -> tries(store, change));
                    actions.add(() -> tries(store, change));
                }
                assertEquals(
                        1, Together.run(actions).stream().filter(won -> won).count(), change.toString());
            }
        }
    }

    /** Another node has registered an entry and fired it, in a transaction that ends while this one begins. */
    @Test
    void aFirstRegistrationUndoesNoFiringOfAnotherNode() throws Exception {
        CronState first = new CronState("nightly", "0 2 * * *", Driver.NOW, null);
        CronState fired = new CronState("nightly", "0 2 * * *", Driver.NOW.plusSeconds(86_400), Driver.NOW);
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            PostgresServer.hold(
                    other,
                    "INSERT INTO dwp_cron (name, schedule, next_run_at, last_run_at) VALUES ('nightly', '0 2 * * *', %d, %d)"
                            .formatted(Micros.of(fired.nextRunAt()), Micros.of(Driver.NOW)));
            FutureTask<Boolean> registering =
                    new FutureTask<>(() -> tries(one, new Change.CronMoved(first, first, Tenant.NONE, List.of())));
            Thread.ofVirtual().start(registering);
            PostgresServer.awaitHeldUp(other);
            other.commit();
            assertEquals(false, registering.get(60, TimeUnit.SECONDS));
        }
        assertEquals(List.of(fired), one.crons().all());
    }

    private static boolean tries(Store store, Change change) {
        try {
            store.commits().commit(Changeset.of(Instant.now(), change));
            return true;
        } catch (StaleWrite e) {
            return false;
        }
    }

    @Test
    void tellsOtherNodesOfNews() throws Exception {
        for (Topic topic : Topic.values()) {
            Semaphore rung = new Semaphore(0);
            other.wakeups().on(topic, rung::release);
            Driver driver = new Driver(one, Instant.now());
            Job running = driver.running(job());
            driver.commit(running.cancel(Instant.now()));
            driver.start(run());
            assertTrue(rung.tryAcquire(30, TimeUnit.SECONDS), "No news of " + topic);
            driver.claimRuns(10);
        }
    }

    @Test
    void agreesOnTheTimeHoweverFarClocksAreApart() {
        List<Duration> errors = List.of(Duration.ofMinutes(-1), Duration.ZERO, Duration.ofMinutes(1));
        for (Duration error : errors) {
            InstantSource own = InstantSource.offset(InstantSource.system(), error);
            Instant told = one.clock(own).instant();
            Duration off = Duration.between(Instant.now(), told).abs();
            assertTrue(off.compareTo(Duration.ofSeconds(5)) < 0, "It is " + off + " off.");
        }
    }

    @Test
    void handsWhatADeadNodeWasRunningToAnother() {
        Instant now = Instant.now();
        Driver driver = new Driver(one, now);
        Job job = driver.running(job());
        WorkflowRun run = driver.claimed(run());
        one.close();
        Instant later = now.plus(Duration.ofMinutes(5));
        assertEquals(
                List.of(job.id()),
                other.jobs().expired(later, 9).stream().map(Job::id).toList());
        assertEquals(
                List.of(run.id()),
                other.runs().expired(later, 9).stream().map(WorkflowRun::id).toList());
        Job again = new Driver(other, later).commit(job.retry("Its worker is gone.", Duration.ZERO, later));
        assertEquals(JobState.RETRYING, again.state());
        assertEquals(1, claim(other, Map.of(), later).size());
        assertEquals(Map.of(JobState.RUNNING, 1L), other.jobs().countByState(Tenant.NONE));
    }
}
