package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobHandler;
import dev.dwp.bootstrap.Dispatch;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node whose database gives no answers any more, or whose connections are cut, while it works beside another. */
class UnansweredNodeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private final String direct = Postgres.newDatabase();
    private ProxiedDatabase proxied;

    @BeforeEach
    void standBetween() throws Exception {
        proxied = new ProxiedDatabase(direct);
    }

    @AfterEach
    void goAway() throws Exception {
        proxied.close();
    }

    private static Dispatch node(String url, String grace, String name, JobHandler<Object, ?> handler) {
        return Dispatch.builder()
                .set("store", url)
                .set("workers.lease", "5s")
                .set("server.shutdown-grace", grace)
                .job(name, Object.class, handler)
                .start();
    }

    @Test
    @DisplayName("PROTOCOL §6: no handler goes on beside its successor when its node's database falls silent")
    void letsGoOfItsJobsWhenTheirLeasesRunOut() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        JobHandler<Object, Object> handler = (payload, context) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            first.countDown();
            second.countDown();
            try {
                if (!second.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody else takes it up.");
                }
                return "done";
            } finally {
                inside.decrementAndGet();
            }
        };
        Dispatch silenced = node(proxied.url(), "1s", "hold", handler);
        try {
            JobId job = silenced.enqueue("hold", Map.of());
            assertTrue(first.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
            try (Dispatch other = node(direct, "1s", "hold", handler)) {
                proxied.fallSilent();
                Job done = other.await(job, DEADLINE);
                assertEquals(JobState.COMPLETED, done.state());
                assertEquals(2, done.attempts().size());
                assertEquals(1, most.get(), "Two handlers were at the same job.");
            }
        } finally {
            silenced.close();
        }
    }

    @Test
    @DisplayName("A stop ends soon after its grace although the database is silent")
    void stopsAlthoughNobodyAnswers() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Dispatch silenced = node(proxied.url(), "2s", "hold", (payload, context) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        silenced.enqueue("hold", Map.of());
        assertTrue(begun.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        proxied.fallSilent();
        Thread closing = Thread.ofVirtual().start(silenced::close);
        assertTrue(closing.join(Duration.ofSeconds(30)), "The stop waits for answers that do not come.");
    }

    @Test
    @DisplayName("PROTOCOL §7.3: an attempt outlives connections cut in the commits of its reports, each told once")
    void goesOnAfterConnectionsAreCutInItsCommits() throws Exception {
        Semaphore steps = new Semaphore(0);
        Queue<String> told = new ConcurrentLinkedQueue<>();
        try (Dispatch node = node(proxied.url(), "1s", "count", (payload, context) -> {
            for (int step = 1; step <= 3; step++) {
                steps.acquire();
                context.progress(step * 30, "step " + step);
            }
            return null;
        })) {
            try (var subscription = node.subscribe(new Channel.Jobs(), null, event -> told.add(type(event)))) {
                assertNotNull(subscription);
                JobId job = node.enqueue("count", Map.of());
                for (int step = 1; step <= 3; step++) {
                    try (HeldUp log = HeldUp.log(direct)) {
                        steps.release();
                        log.awaitSomebody();
                        proxied.cut();
                    }
                }
                Job done = node.await(job, DEADLINE);
                assertEquals(JobState.COMPLETED, done.state());
                assertEquals(1, done.attempts().size());
                Eventually.holds("all is told", () -> told.contains("job.completed"));
                assertToldOnce(List.copyOf(told));
            }
        }
    }

    /** While the database is away, a report takes the place of one that waits; the last is told in any case. */
    private static void assertToldOnce(List<String> told) {
        List<String> reports =
                told.stream().filter(type -> type.startsWith("job.progress")).toList();
        assertEquals(reports.stream().distinct().sorted().toList(), reports, told::toString);
        assertEquals("job.progress step 3", reports.getLast(), told::toString);
        List<String> expected = new ArrayList<>(List.of("job.enqueued", "job.started"));
        expected.addAll(reports);
        expected.add("job.completed");
        assertEquals(expected, told);
    }

    private static String type(LoggedEvent event) {
        String note = event.data().text("note");
        return event.data().text("type") + (note == null ? "" : " " + note);
    }
}
