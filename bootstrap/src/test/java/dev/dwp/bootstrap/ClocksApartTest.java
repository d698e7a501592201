package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobOptions;
import dev.dwp.cluster.Postgres;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two engines on one PostgreSQL, on machines whose clocks are two minutes apart. */
class ClocksApartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final String database = Postgres.newDatabase();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private Dispatch behind;
    private Dispatch ahead;

    @BeforeEach
    void start() {
        behind = node(Duration.ofMinutes(-1))
                .job("hold", Value.class, (payload, context) -> {
                    held.countDown();
                    go.await();
                    return "held";
                })
                .start();
        ahead = node(Duration.ofMinutes(1)).set("jobs.accept-unknown", "true").start();
    }

    private Dispatch.Builder node(Duration error) {
        return Dispatch.builder()
                .machineClock(InstantSource.offset(InstantSource.system(), error))
                .set("store", database)
                .set("workers.lease", LEASE.toMillis() + "ms")
                .stopGrace(Duration.ofSeconds(1))
                .cron("yearly", "@yearly", "now")
                .job("now", Value.class, (payload, context) -> "done");
    }

    @AfterEach
    void close() {
        go.countDown();
        behind.close();
        ahead.close();
    }

    private Job await(JobId job) throws Exception {
        return ahead.await(job, PATIENCE);
    }

    private static void assertIsNow(Instant told) {
        Duration off = Duration.between(told, Instant.now()).abs();
        assertTrue(off.compareTo(PATIENCE) < 0, () -> told + " is " + off + " off.");
    }

    @Test
    @DisplayName("No lease is taken early: the node that is ahead lets the other one keep its job")
    void neitherExpiresTheOthersLeases() throws Exception {
        JobId job = ahead.enqueue("hold", null);
        held.await();
        Duration aRenewal = LEASE.dividedBy(3).plusSeconds(1);
        await(ahead.enqueue("now", null, JobOptions.DEFAULT.withDelay(aRenewal)));

        Job running = ahead.job(job);
        assertEquals(JobState.RUNNING, running.state());
        assertEquals(1, running.attempt());
        go.countDown();
        assertEquals(1, await(job).attempts().size());
    }

    @Test
    void delaysEndWhenTheyShouldWhicheverNodeMadeTheJob() throws Exception {
        for (Dispatch node : List.of(behind, ahead)) {
            Job job = await(node.enqueue("now", null, JobOptions.DEFAULT.withDelay(Duration.ofSeconds(2))));
            Instant startedAt = job.attempts().getFirst().startedAt();
            assertIsNow(job.createdAt());
            assertIsNow(startedAt);
            assertEquals(job.createdAt().plusSeconds(2), job.runAt());
            assertFalse(startedAt.isBefore(job.runAt()), "It started at " + startedAt);
        }
    }

    @Test
    @DisplayName("PROTOCOL §5: ids sort by creation, on whichever node")
    void idsSortByCreation() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            JobId job = (i % 2 == 0 ? ahead : behind).enqueue("now", null);
            ids.add(job.text());
            await(job);
        }
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    @DisplayName("A cron entry fires once, and not before its time")
    void cronFiresOnceAndInTime() throws Exception {
        close();
        Instant time = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MICROS);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        assertEquals(1, Postgres.update(database, "UPDATE dwp_cron SET next_run_at = ?", micros));
        start();

        CountDownLatch fired = new CountDownLatch(1);
        List<LoggedEvent> firings = new CopyOnWriteArrayList<>();
        var subscription = ahead.subscribe(new Channel.Firehose(), Cursor.START, event -> {
            if ("cron.fired".equals(event.data().text("type"))) {
                firings.add(event);
                fired.countDown();
            }
        });
        fired.await();
        await(ahead.enqueue("now", null, JobOptions.DEFAULT.withDelay(Duration.ofSeconds(2))));
        subscription.close();

        assertEquals(1, firings.size(), firings::toString);
        assertFalse(firings.getFirst().at().isBefore(time), "It fired at " + firings.getFirst());
        assertIsNow(firings.getFirst().at());
    }
}
