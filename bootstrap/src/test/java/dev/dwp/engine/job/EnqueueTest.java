package dev.dwp.engine.job;

import static dev.dwp.engine.job.Scene.BANK;
import static dev.dwp.engine.job.Scene.SHOP;
import static dev.dwp.engine.job.Scene.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.RetryBackoff;
import dev.dwp.domain.job.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnqueueTest {
    private static final JobOptions PLAIN = JobOptions.DEFAULT;
    private static final JobOptions KEYED = PLAIN.withKey(new IdempotencyKey("order-7"));

    private final Scene scene = new Scene()
            .handle(JobDefinition.of("number", Long.class, (payload, context) -> payload)
                    .withRetry(Scene.STEADY.withMaxRetries(9))
                    .withTimeout(Duration.ofSeconds(7)))
            .handle(JobDefinition.of("text", String.class, (payload, context) -> payload));

    @BeforeEach
    void open() {
        scene.engine();
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.close();
    }

    @Test
    @DisplayName("PROTOCOL §5: an unknown name is 404 and tells no other name")
    void refusesAnUnknownName() {
        Refusal refusal = assertThrows(Refusal.class, () -> scene.enqueue("nothing"));
        assertEquals(404, refusal.code().number());
        assertEquals("There is no job named 'nothing'.", refusal.getMessage());
    }

    @Test
    @DisplayName("PROTOCOL §5: a node may be configured to accept names that are handled elsewhere")
    void acceptsAnUnknownName() throws Exception {
        Scene open = new Scene().with(settings -> settings.withAcceptUnknown(true));
        open.engine();
        Job job = open.enqueue(SHOP, "elsewhere", Value.of("as sent"), PLAIN);
        assertEquals(Value.of("as sent"), job.spec().payload());
        assertEquals(RetryPolicy.DEFAULT, job.spec().retry());
        assertEquals(JobDefinition.DEFAULT_TIMEOUT, job.spec().timeout());
        open.close();
    }

    @Test
    @DisplayName("PROTOCOL §5: a payload that does not fit is 400, with the path of the misfit in the details")
    void refusesAMisfit() {
        Refusal refusal = assertThrows(Refusal.class, () -> scene.enqueue(SHOP, "number", Value.of(true), PLAIN));
        assertEquals(400, refusal.code().number());
        assertEquals("$.x", refusal.body().details());
        assertRefused(400, () -> scene.enqueue("number"));
    }

    @Test
    @DisplayName("PROTOCOL §5: a text that holds JSON is decoded once, where the type is no text and not anything")
    void decodesText() {
        assertEquals(Value.of(21), payload("number", Value.of("21")));
        assertEquals(Value.of("21"), payload("text", Value.of("21")));
        assertEquals(Value.of("21"), payload("gate", Value.of("21")));
    }

    private Value payload(String name, Value sent) {
        return scene.enqueue(SHOP, name, sent, PLAIN).spec().payload();
    }

    @Test
    @DisplayName("PROTOCOL §5: what is absent takes the handler's default, else the protocol's")
    void fillsInDefaults() {
        Job job = scene.enqueue(SHOP, "number", Value.of(1), PLAIN);
        assertEquals(Scene.STEADY.withMaxRetries(9), job.spec().retry());
        assertEquals(Duration.ofSeconds(7), job.spec().timeout());
        assertEquals("default", job.spec().queue().text());
        assertEquals(0, job.spec().priority());
        assertEquals(Scene.START, job.runAt());
        Job plain = scene.enqueue(SHOP, "text", Value.of(""), PLAIN);
        assertEquals(3, plain.spec().retry().maxRetries());
        assertEquals(Duration.ofMinutes(5), plain.spec().timeout());
    }

    @Test
    void takesAWholePolicyFromJavaAndANumberFromTheWire() {
        RetryPolicy own = new RetryPolicy(5, Duration.ofSeconds(2), 3, Duration.ofHours(1), 0);
        assertEquals(own, scene.enqueue("gate", PLAIN.withRetry(own)).spec().retry());
        assertEquals(
                own.withMaxRetries(1),
                scene.enqueue("gate", PLAIN.withRetry(own).withMaxRetries(1))
                        .spec()
                        .retry());
        assertEquals(
                Scene.STEADY.withMaxRetries(0),
                scene.enqueue("gate", PLAIN.withMaxRetries(0)).spec().retry());
    }

    @Test
    @DisplayName("PROTOCOL §5: a job's backoff wins over its handler's, and its retries stay the handler's")
    void takesABackoffOfItsOwn() {
        RetryBackoff own = new RetryBackoff(Duration.ofSeconds(9), 3, Duration.ofHours(2), 0.25);
        RetryPolicy policy =
                scene.enqueue("gate", PLAIN.withBackoff(own)).spec().retry();
        assertEquals(Scene.STEADY.withBackoff(own), policy);
        assertEquals(
                policy.withMaxRetries(8),
                scene.enqueue("gate", PLAIN.withBackoff(own).withMaxRetries(8))
                        .spec()
                        .retry());
    }

    @Test
    @DisplayName("PROTOCOL §5: a time that has passed means now")
    void runsPastTimesNow() {
        Instant past = Scene.START.minusSeconds(5);
        assertEquals(Scene.START, scene.enqueue("gate", PLAIN.withRunAt(past)).runAt());
        Instant ahead = Scene.START.plusSeconds(5);
        assertEquals(ahead, scene.enqueue("gate", PLAIN.withRunAt(ahead)).runAt());
        assertEquals(
                ahead,
                scene.enqueue("gate", PLAIN.withDelay(Duration.ofSeconds(5))).runAt());
    }

    @Test
    void keepsTimesAsFineAsStoresDo() {
        scene.clock.advance(Duration.ofNanos(1_234_567));
        Instant now = Scene.START.plusNanos(1_234_000);
        assertEquals(now, scene.enqueue("gate").createdAt());
        Job later = scene.enqueue("gate", PLAIN.withDelay(Duration.ofNanos(5_678)));
        assertEquals(now.plusNanos(5_000), later.runAt());
    }

    @Test
    @DisplayName("PROTOCOL §5: negative, contradictory and boundless options are 400")
    void refusesBadOptions() {
        Duration second = Duration.ofSeconds(1);
        List<JobOptions> bad = List.of(
                PLAIN.withDelay(second).withRunAt(Scene.START),
                PLAIN.withDelay(second.negated()),
                PLAIN.withDelay(Duration.ofDays(3651)),
                PLAIN.withDelay(Duration.ofSeconds(Long.MAX_VALUE)),
                PLAIN.withRunAt(Scene.START.plus(Duration.ofDays(3651))),
                PLAIN.withRunAt(Instant.MAX),
                PLAIN.withMaxRetries(-1),
                PLAIN.withMaxRetries(1001),
                PLAIN.withRetry(Scene.STEADY.withMaxRetries(1001)),
                PLAIN.withTimeout(Duration.ZERO),
                PLAIN.withTimeout(second.negated()),
                PLAIN.withTimeout(Duration.ofDays(31)),
                PLAIN.withTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
        bad.forEach(options -> assertRefused(400, () -> scene.enqueue("gate", options)));
        assertTrue(scene.store.events().head().n() == 0, "Nothing was stored.");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, Integer.MAX_VALUE})
    void takesAnyPriority(int priority) {
        assertEquals(
                priority,
                scene.enqueue("gate", PLAIN.withPriority(priority)).spec().priority());
    }

    @Test
    @DisplayName("PROTOCOL §5: the same key returns the first job, also when that has finished")
    void remembersAKey() throws Exception {
        EnqueueJob.Enqueued first = keyed(SHOP, "text", "a");
        assertTrue(first.created());
        EnqueueJob.Enqueued again = keyed(SHOP, "text", "a");
        assertFalse(again.created());
        assertEquals(first.job().id(), again.job().id());
        scene.first().tick();
        scene.await(first.job(), JobState.COMPLETED);
        assertEquals(JobState.COMPLETED, keyed(SHOP, "text", "a").job().state());
    }

    @Test
    @DisplayName("PROTOCOL §5: the same key with another payload is 409; other options are not compared")
    void comparesPayloads() {
        EnqueueJob.Enqueued first = keyed(SHOP, "text", "a");
        assertRefused(409, () -> keyed(SHOP, "text", "b"));
        Job other = scene.enqueue(SHOP, "text", Value.of("a"), KEYED.withPriority(9));
        assertEquals(first.job().id(), other.id());
    }

    @Test
    @DisplayName("PROTOCOL §5: a key that was sent as decoded JSON and as text is the same payload")
    void comparesWhatIsStored() {
        Job first = scene.enqueue(SHOP, "number", Value.of(5), KEYED);
        assertEquals(
                first.id(), scene.enqueue(SHOP, "number", Value.of("5"), KEYED).id());
    }

    @Test
    @DisplayName("PROTOCOL §5: a key counts within its tenant and name, until 24 hours after the end of its job")
    void forgetsAKey() {
        Job first = keyed(SHOP, "text", "a").job();
        assertNotEquals(first.id(), keyed(BANK, "text", "b").job().id());
        assertNotEquals(
                first.id(), scene.enqueue(SHOP, "gate", Value.of("c"), KEYED).id());
        scene.clock.advance(Duration.ofDays(3));
        assertEquals(first.id(), keyed(SHOP, "text", "a").job().id());
        scene.first().cancel().cancel(SHOP, first.id());
        scene.clock.advance(Duration.ofHours(24));
        assertEquals(first.id(), keyed(SHOP, "text", "a").job().id());
        scene.clock.advance(Duration.ofMillis(1));
        EnqueueJob.Enqueued next = keyed(SHOP, "text", "b");
        assertTrue(next.created());
    }

    @Test
    void makesOneJobOfAKeyHoweverManyAskAtATime() throws Exception {
        try (ExecutorService crowd = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 50; round++) {
                JobOptions options = PLAIN.withKey(new IdempotencyKey("round-" + round));
                Callable<EnqueueJob.Enqueued> ask = () ->
                        scene.first().enqueue().enqueue(SHOP, new EnqueueJob.Command("text", Value.of("a"), options));
                List<EnqueueJob.Enqueued> answers = new ArrayList<>();
                for (Future<EnqueueJob.Enqueued> answer : crowd.invokeAll(Collections.nCopies(8, ask))) {
                    answers.add(answer.get());
                }
                assertEquals(
                        1,
                        answers.stream()
                                .map(answer -> answer.job().id())
                                .distinct()
                                .count());
                assertEquals(
                        1, answers.stream().filter(EnqueueJob.Enqueued::created).count());
            }
        }
    }

    private EnqueueJob.Enqueued keyed(Caller caller, String name, String payload) {
        return scene.first().enqueue().enqueue(caller, new EnqueueJob.Command(name, Value.of(payload), KEYED));
    }
}
