package dev.dwp.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A wait for a store that cannot be opened yet. */
class StoreWaitTest {
    private final CountDownLatch stop = new CountDownLatch(1);

    private static StartFailure away() {
        return new StartFailure("The database is away.", new IllegalStateException(), true);
    }

    @Test
    void eachPauseIsTwiceTheLastUpToTenSeconds() {
        assertEquals(
                List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L),
                IntStream.range(0, 7)
                        .mapToObj(StoreWait::pauseAfter)
                        .map(Duration::toMillis)
                        .toList());
        assertEquals(Duration.ofSeconds(10), StoreWait.pauseAfter(Integer.MAX_VALUE));
    }

    @Test
    void triesAgainUntilThereIsAStore() {
        AtomicInteger attempts = new AtomicInteger();

        String store = new StoreWait(stop).open(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw away();
            }
            return "a store";
        });

        assertEquals("a store", store);
        assertEquals(2, attempts.get());
    }

    @Test
    void doesNotWaitForWhatDoesNotPassByItself() {
        StartFailure lasting = new StartFailure("The password is wrong.");
        StoreWait wait = new StoreWait(stop);

        assertEquals(
                lasting,
                assertThrows(
                        StartFailure.class,
                        () -> wait.open(() -> {
                            throw lasting;
                        })));
        assertThrows(
                AssertionError.class,
                () -> wait.open(() -> {
                    throw new AssertionError("a defect");
                }));
    }

    @Test
    void endsWithTheProgramWhileAnAttemptHangs() {
        StoreWait wait = new StoreWait(stop);
        CountDownLatch never = new CountDownLatch(1);

        assertThrows(
                StoreWait.Stopped.class,
                () -> wait.open(() -> {
                    stop.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return "too late";
                }));
        never.countDown();
    }
}
