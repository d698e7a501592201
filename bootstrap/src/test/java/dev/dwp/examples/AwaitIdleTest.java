package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.stream.LocalSubscription;
import dev.dwp.bootstrap.testing.DwpTestServer;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A test server is idle when nothing is due, running or in delivery")
class AwaitIdleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void retriesAreOverAtEachInstantAtWhichTheyAreDue() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        RetryPolicy policy = new RetryPolicy(3, MINUTE, 1, MINUTE, 0);
        try (DwpTestServer server =
                DwpTestServer.start(builder -> builder.job(JobDefinition.of("flaky", Value.class, (what, context) -> {
                            if (attempts.incrementAndGet() < 4) {
                                throw new IllegalStateException("No luck.");
                            }
                            return what;
                        })
                        .withRetry(policy)))) {
            JobId id = server.dispatch().enqueue("flaky", 1);
            for (int attempt = 1; attempt < 4; attempt++) {
                server.awaitIdle();
                assertEquals(attempt, attempts.get());
                assertEquals(JobState.RETRYING, server.dispatch().job(id).state());
                server.advance(MINUTE);
            }
            server.awaitIdle();
            assertEquals(JobState.COMPLETED, server.dispatch().job(id).state());
        }
    }

    @Test
    void workflowsHaveGoneAsFarAsTheyCan() throws Exception {
        try (DwpTestServer server =
                DwpTestServer.start(builder -> builder.workflow("child", Value.class, (workflow, input) -> {
                            workflow.sleep("nap", MINUTE);
                            return workflow.step("double", Integer.class, () -> 42);
                        })
                        .workflow("parent", Value.class, (workflow, input) -> {
                            int answer = workflow.child("ask", "child", null, Integer.class);
                            workflow.waitForEvent("go", null, MINUTE.multipliedBy(9), Value.class);
                            return answer;
                        }))) {
            RunId id = server.dispatch().start("parent", null);
            server.awaitIdle();
            assertEquals(1, server.dispatch().timeline(id).size());
            server.advance(MINUTE);
            server.awaitIdle();
            assertEquals(2, server.dispatch().timeline(id).size());
            server.dispatch().publish("go", null);
            server.awaitIdle();
            assertEquals(RunState.COMPLETED, server.dispatch().run(id).state());
        }
    }

    @Test
    void listenersWithinTheProcessHaveHeardEverything() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (DwpTestServer server =
                DwpTestServer.start(builder -> builder.job("echo", Value.class, (what, context) -> what))) {
            LocalSubscription following = server.dispatch()
                    .subscribe(
                            new Channel.Jobs(),
                            null,
                            event -> heard.add(event.data().text("type")));
            for (int i = 0; i < 300; i++) {
                server.dispatch().enqueue("echo", i);
            }
            server.awaitIdle();
            assertEquals(900, heard.size());
            following.close();
        }
    }

    @Test
    void whatCannotRunIsNotWaitedForAndWhatGoesOnIsNamed() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (DwpTestServer server = DwpTestServer.start(builder -> builder.job("hold", Value.class, (what, context) -> {
            end.await();
            return what;
        }))) {
            server.dispatch().queues().pause(new QueueName("shut"));
            server.dispatch().enqueue("hold", 1, JobOptions.DEFAULT.withQueue(new QueueName("shut")));
            server.awaitIdle();
            JobId id = server.dispatch().enqueue("hold", 1);
            TimeoutException late =
                    assertThrows(TimeoutException.class, () -> server.dispatch().awaitIdle(Duration.ofMillis(50)));
            assertTrue(late.getMessage().contains(id.text()), late.getMessage());
            end.countDown();
            server.awaitIdle();
            assertEquals(JobState.COMPLETED, server.dispatch().job(id).state());
        }
    }
}
