package dev.dwp.http.endpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        MemoryPool pool = new MemoryPool(1000, Duration.ZERO);
        assertTrue(pool.take(600));
        assertFalse(pool.take(600));
        pool.give(600);
        assertTrue(pool.take(1000));
    }

    @Test
    void aHoldThatShrinksGivesBackTheRestOnce() {
        MemoryPool pool = new MemoryPool(1000, Duration.ZERO);
        MemoryPool.Hold hold = pool.hold(900);
        assertNotNull(hold);
        assertNull(pool.hold(200));
        hold.shrinkTo(300);
        hold.shrinkTo(500);
        assertTrue(pool.take(700));
        assertFalse(pool.take(1));
        hold.close();
        hold.close();
        assertTrue(pool.take(300));
        assertFalse(pool.take(1));
    }

    @Test
    void aHoldOfMoreThanThereIsTakesAll() {
        MemoryPool pool = new MemoryPool(1000, Duration.ZERO);
        try (MemoryPool.Hold hold = pool.hold(5_000_000_000L)) {
            assertNotNull(hold);
            assertFalse(pool.take(1));
        }
        assertTrue(pool.take(1000));
    }

    @Test
    void whoWaitsIsServedWhenOthersGiveBack() {
        MemoryPool pool = new MemoryPool(1000, Duration.ofMinutes(1));
        assertTrue(pool.take(1000));
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> pool.take(10));
        pool.give(10);
        assertTrue(waiting.join());
    }

    @Test
    void whoIsInterruptedGetsNone() {
        MemoryPool pool = new MemoryPool(1000, Duration.ofMinutes(1));
        assertTrue(pool.take(1000));
        Thread.currentThread().interrupt();
        assertFalse(pool.take(10));
        assertTrue(Thread.interrupted());
    }
}
