package dev.dwp.engine.job;

import static dev.dwp.engine.job.Scene.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.in.ItemResult;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EnqueueManyTest {
    private final Scene scene = new Scene()
            .handle(JobDefinition.of("text", String.class, (payload, context) -> payload))
            .handle(JobDefinition.of("number", Long.class, (payload, context) -> payload));

    @BeforeEach
    void open() {
        scene.engine();
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @Test
    @DisplayName("PROTOCOL §5: a key among many jobs means what it means alone, had before or within the same request")
    void knowsKeys() {
        Job earlier = scene.enqueue(SHOP, "text", Value.of("a"), key("taken"));
        List<String> results = enqueue(
                false,
                List.of(
                        text("b", "new"),
                        text("a", "taken"),
                        text("b", "taken"),
                        text("b", "new"),
                        text("c", "new"),
                        EnqueueManyTest::misfit,
                        text("d", "other")));
        String made = results.getFirst();
        assertEquals(List.of(made, earlier.id().text(), "409", made, "409", "400", results.getLast()), results);
        assertEquals(3, jobs());
    }

    @Test
    @DisplayName(
            "PROTOCOL §5: of an atomic batch the first bad job is told, also where its fault is a key that is taken")
    void tellsTheFirstBadOne() {
        scene.enqueue(SHOP, "text", Value.of("a"), key("taken"));
        assertEquals(
                "409",
                enqueue(true, List.of(text("b", "taken"), EnqueueManyTest::misfit))
                        .getLast());
        assertEquals(1, jobs());
    }

    private static JobOptions key(String key) {
        return JobOptions.DEFAULT.withKey(new IdempotencyKey(key));
    }

    private static Supplier<EnqueueJob.Command> text(String payload, String key) {
        return () -> new EnqueueJob.Command("text", Value.of(payload), key(key));
    }

    private static EnqueueJob.Command misfit() {
        return new EnqueueJob.Command("number", Value.of("x"), JobOptions.DEFAULT);
    }

    /** The ids of the jobs, or the codes of the errors. */
    private List<String> enqueue(boolean atomic, List<Supplier<EnqueueJob.Command>> commands) {
        return scene.first().enqueueMany().enqueueAll(SHOP, commands, atomic).stream()
                .map(result -> switch (result) {
                    case ItemResult.Done<EnqueueJob.Enqueued>(EnqueueJob.Enqueued done) ->
                        done.job().id().text();
                    case ItemResult.Refused<EnqueueJob.Enqueued>(var reason) ->
                        String.valueOf(reason.code().number());
                })
                .toList();
    }

    private long jobs() {
        return scene.store.jobs().countByState(SHOP.tenant()).values().stream()
                .mapToLong(n -> n)
                .sum();
    }
}
