package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.HandlerInterceptor;
import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobHandler;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.job.HandlerThreads;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What handlers can do wrong, and what becomes of it; after each, the worker runs the next job as if nothing had been. */
class MischiefTest {
    private static final JobOptions ONCE = JobOptions.DEFAULT.withMaxRetries(0);

    private final AtomicBoolean stop = new AtomicBoolean();
    private final Scene scene =
            new Scene().handle("fine", (payload, context) -> "fine").with(settings -> settings.withConcurrency(2));

    @AfterEach
    void close() throws InterruptedException {
        stop.set(true);
        scene.close();
    }

    private String failing(JobHandler<Value, ?> handler) throws InterruptedException {
        scene.handle("bad", handler).start();
        Job failed = scene.await(scene.enqueue("bad", ONCE), FAILED);
        assertEquals(List.of("enqueued", "started", "failed", "dlq"), scene.told(failed));
        goesOn();
        return String.valueOf(failed.lastError());
    }

    private void goesOn() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            scene.await(scene.enqueue("fine"), COMPLETED);
        }
        Scene.awaitSoon(() -> scene.first().load().running() == 0);
    }

    private static JobHandler<Value, Object> throwing(Throwable failure) {
        return new JobHandler<>() {
            @Override
            public @Nullable Object handle(Value payload, JobContext context) throws Exception {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (Exception) failure;
            }
        };
    }

    @Test
    void throwsACheckedException() throws Exception {
        assertEquals("disk on fire", failing(throwing(new IOException("disk on fire"))));
    }

    @Test
    void throwsWithoutAMessage() throws Exception {
        assertEquals("IllegalStateException", failing(throwing(new IllegalStateException())));
    }

    @Test
    void runsOutOfMemory() throws Exception {
        assertEquals("Java heap space", failing(throwing(new OutOfMemoryError("Java heap space"))));
    }

    @Test
    void overflowsTheStack() throws Exception {
        assertEquals("StackOverflowError", failing((payload, context) -> forEver(1)));
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int forEver(int depth) {
        return forEver(depth + 1) + 1;
    }

    @Test
    void throwsWhatCannotSayWhy() throws Exception {
        assertEquals("Mute", failing(throwing(new Mute())));
    }

    @Test
    void throwsWhatFailsToSayWhy() throws Exception {
        assertEquals("Broken", failing(throwing(new Broken())));
    }

    private static final class Broken extends RuntimeException {
        @Override
        public String getMessage() {
            throw new AssertionError("not even that");
        }

        @Override
        public String toString() {
            throw new AssertionError("nor that");
        }
    }

    private static final class Mute extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("not even that");
        }
    }

    @Test
    void throwsAMessageThatNothingCanSend() throws Exception {
        String error = failing(throwing(new IllegalStateException("\uD800 \u0000 " + "😀".repeat(5000))));
        assertTrue(error.startsWith("\uFFFD \uFFFD 😀😀"), error);
        assertEquals(2000, error.length());
    }

    @Test
    void returnsWhatHasNoForm() throws Exception {
        assertEquals(
                "What the handler returned cannot be encoded at $: It has no form in JSON.",
                failing((payload, context) -> new Object()));
    }

    @Test
    void returnsTooMuch() throws Exception {
        scene.with(settings -> settings.withMaxResultBytes(1000));
        String error = failing((payload, context) -> "x".repeat(1000));
        assertTrue(error.contains("1004 bytes, and 1000 are allowed"), error);
    }

    @Test
    void returnsWhatIsNestedTooDeep() throws Exception {
        String error = failing((payload, context) -> {
            Value deep = Value.of(1);
            for (int i = 0; i < 61; i++) {
                deep = new Value.Array(List.of(deep));
            }
            return deep;
        });
        assertEquals("What the handler returned is nested more than 60 levels deep.", error);
    }

    @Test
    void returnsInterrupted() throws Exception {
        scene.handle("tense", (payload, context) -> {
                    Thread.currentThread().interrupt();
                    return "done";
                })
                .start();
        scene.await(scene.enqueue("tense"), COMPLETED);
        goesOn();
    }

    @ParameterizedTest
    @EnumSource(HandlerThreads.class)
    void leavesItsThreadInterruptedButNotForTheNextJob(HandlerThreads threads) throws Exception {
        scene.with(settings -> settings.withThreads(threads).withConcurrency(1))
                .handle("calm", (payload, context) -> Thread.currentThread().isInterrupted());
        assertEquals("sleepless", failing((payload, context) -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("sleepless");
        }));
        assertEquals(
                Value.of(false), scene.await(scene.enqueue("calm"), COMPLETED).result());
    }

    @Test
    @DisplayName("A handler that computes for ever, deaf to interrupts, keeps nothing but its thread")
    void computesForEver() throws Exception {
        Semaphore begun = new Semaphore(0);
        scene.with(settings -> settings.withCancelGrace(Duration.ofSeconds(1)))
                .handle("spin", (payload, context) -> {
                    begun.release();
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                    return null;
                })
                .start();
        for (int i = 0; i < 2; i++) {
            Job job = scene.enqueue("spin", ONCE.withTimeout(Duration.ofSeconds(1)));
            assertTrue(begun.tryAcquire(30, TimeUnit.SECONDS));
            scene.clock.advance(Duration.ofSeconds(2));
            assertEquals(FAILED, scene.job(job.id()).state());
        }
        assertEquals(2, scene.first().load().abandoned());
        goesOn();
    }

    @Test
    void forksThreadsThatAreItsOwnBusiness() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        scene.handle("fork", (payload, context) -> {
                    Thread.ofVirtual().start(() -> {
                        try {
                            assertTrue(go.await(30, TimeUnit.SECONDS));
                            context.progress(50, "from beyond");
                            gone.countDown();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    return "forked";
                })
                .start();
        Job job = scene.await(scene.enqueue("fork"), COMPLETED);
        go.countDown();
        assertTrue(gone.await(30, TimeUnit.SECONDS));
        assertEquals(job, scene.job(job.id()));
        goesOn();
    }

    @Test
    void makesItselfAgainForEverWhileOthersGetTheirTurns() throws Exception {
        scene.handle("hydra", (payload, context) -> {
                    if (!stop.get()) {
                        context.enqueue("hydra", null);
                        context.enqueue("hydra", null, JobOptions.DEFAULT.withPriority(9));
                    }
                    return null;
                })
                .start();
        for (int i = 0; i < 4; i++) {
            scene.enqueue("hydra");
        }
        for (int i = 0; i < 20; i++) {
            Job other = scene.enqueue(Scene.BANK, "fine", Value.NULL, JobOptions.DEFAULT);
            scene.await(other, COMPLETED);
        }
        stop.set(true);
    }

    @Test
    void hasAnInterceptorThatThrows() throws Exception {
        scene.around(new HandlerInterceptor() {
            @Override
            public @Nullable Object aroundJob(JobContext context, Call call) throws Exception {
                if (context.name().equals("bad")) {
                    throw new IllegalArgumentException("not in my house");
                }
                return call.proceed();
            }
        });
        assertEquals("not in my house", failing((payload, context) -> "never"));
    }

    @Test
    void waitsForItselfUntilItsTimeIsUp() throws Exception {
        Semaphore begun = new Semaphore(0);
        scene.handle("stuck", (payload, context) -> {
                    begun.release();
                    new CountDownLatch(1).await();
                    return null;
                })
                .start();
        Job job = scene.enqueue("stuck", ONCE.withTimeout(Duration.ofSeconds(1)));
        assertTrue(begun.tryAcquire(30, TimeUnit.SECONDS));
        scene.clock.advance(Duration.ofSeconds(1));
        Job failed = scene.await(job, FAILED);
        assertNotNull(failed.lastError());
        goesOn();
        assertEquals(0, scene.first().load().abandoned());
    }
}
