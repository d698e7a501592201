package dev.dwp.engine.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.workflow.WorkflowEngine;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: many runs at once")
class ManyRunsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private final Flows flows = new Flows();

    @AfterEach
    void stop() {
        flows.close();
    }

    private long running() {
        return flows.store.runs().countByState(Tenant.NONE).getOrDefault(RunState.RUNNING, 0L);
    }

    @Test
    void tenThousandRunsThatWaitHoldNothingOfTheEngine() {
        int many = 10_000;
        flows.workflow("wait", (workflow, input) -> {
            workflow.step("before", () -> {});
            return workflow.waitForEvent("go", null, DAY, Value.class).orElse(Value.of("none"));
        });
        WorkflowEngine engine = flows.started();
        for (int i = 0; i < many; i++) {
            flows.start(engine, "wait");
            assertTrue(engine.heldRuns() <= 64);
        }
        flows.until("all wait", () -> flows.told("workflow.waiting") == many && engine.heldRuns() == 0);
        assertEquals(many, running());
        for (int i = 0; i < 100; i++) {
            flows.publish(engine, "go", Value.of(i));
        }
        flows.until("some have finished", () -> running() == many - 100);
        flows.clock.advance(DAY);
        flows.until("all have finished", () -> running() == 0);
        flows.until("nothing is held", () -> engine.heldRuns() == 0);
        assertEquals(0, engine.abandonedThreads());
    }

    @Test
    void eachSignalIsDeliveredToExactlyOneWaitWhoeverComesFirst() throws Exception {
        int many = 400;
        Map<String, Integer> received = new ConcurrentHashMap<>();
        flows.workflow("take", (workflow, input) -> {
            for (int i = 0; i < 2; i++) {
                Value payload = workflow.waitForEvent("take-" + i, "go", null, DAY, Value.class)
                        .orElseThrow();
                workflow.step("note-" + i, () -> {
                    received.merge(((Value.Text) payload).value(), 1, Integer::sum);
                });
            }
            return null;
        });
        WorkflowEngine engine = flows.started();
        WorkflowEngine other = flows.started();
        CountDownLatch begin = new CountDownLatch(1);
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            WorkflowEngine one = i % 2 == 0 ? engine : other;
            calls.add(() -> {
                begin.await();
                flows.start(one, "take");
                return null;
            });
            for (int j = 0; j < 2; j++) {
                String payload = "signal-" + i + "-" + j;
                calls.add(() -> {
                    begin.await();
                    flows.publish(one, "go", Value.of(payload));
                    return null;
                });
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> futures = calls.stream().map(threads::submit).toList();
            begin.countDown();
            for (Future<Void> future : futures) {
                future.get(30, TimeUnit.SECONDS);
            }
        }
        flows.until("all have finished", () -> running() == 0);
        assertEquals(many * 2, received.size());
        assertTrue(received.values().stream().allMatch(count -> count == 1), received::toString);
        assertEquals(0, flows.told("workflow.failed"));
    }

    @Test
    void anEngineWithNothingToDoSetsNoAlarm() {
        flows.workflow("quick", (workflow, input) -> workflow.step("one", Integer.class, () -> 1));
        WorkflowEngine engine = flows.started();
        flows.finished(flows.start(engine, "quick"), RunState.COMPLETED);
        flows.until("all alarms have rung", () -> {
            flows.clock.advance(Duration.ofSeconds(10));
            return engine.heldRuns() == 0 && flows.clock.nextAlarm() == null;
        });
    }
}
