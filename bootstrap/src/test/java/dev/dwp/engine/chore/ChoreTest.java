package dev.dwp.engine.chore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.chore.Chore;
import dev.dwp.application.chore.Turn;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.bootstrap.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A chore")
class ChoreTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final List<Instant> turns = new ArrayList<>();

    private Chore chore(Turn turn) {
        return new Chore("turns of this test", turn, clock, clock);
    }

    @Test
    @DisplayName("takes its next turn when the latest one said, and sleeps until then")
    void takesTurnsWhenTheySay() {
        chore(() -> {
                    turns.add(clock.instant());
                    return clock.instant().plusSeconds(10);
                })
                .start();
        assertEquals(START.plusSeconds(10), clock.nextAlarm());
        clock.advance(Duration.ofSeconds(25));
        assertEquals(List.of(START, START.plusSeconds(10), START.plusSeconds(20)), turns);
    }

    @Test
    @DisplayName("sets no alarm when its turn asks for none, and can be woken")
    void sleepsUntilWoken() {
        Chore chore = chore(() -> {
            turns.add(clock.instant());
            return null;
        });
        chore.start();
        assertNull(clock.nextAlarm());
        chore.wake(START.plusSeconds(5));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(List.of(START, START.plusSeconds(5)), turns);
        assertNull(clock.nextAlarm());
    }

    @Test
    @DisplayName("keeps one alarm for its next turn, however often it is woken")
    void keepsOneAlarm() {
        Chore chore = chore(() -> {
            turns.add(clock.instant());
            return clock.instant().plusSeconds(10);
        });
        chore.start();
        chore.wake(START.plusSeconds(3));
        chore.wake(START.plusSeconds(4));
        clock.advance(Duration.ofSeconds(20));
        assertEquals(List.of(START, START.plusSeconds(3), START.plusSeconds(4), START.plusSeconds(14)), turns);
    }

    @Test
    @DisplayName(
            "tries again after pauses that grow from 100 ms to 5 s while the store is away, and is regular afterwards")
    void waitsForTheStore() {
        AtomicInteger failures = new AtomicInteger(9);
        chore(() -> {
                    turns.add(clock.instant());
                    if (failures.getAndDecrement() > 0) {
                        throw new StoreUnavailable("Away.", new IllegalStateException("away"));
                    }
                    return clock.instant().plusSeconds(60);
                })
                .start();
        clock.advance(Duration.ofSeconds(90));
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < turns.size(); i++) {
            pauses.add(Duration.between(turns.get(i - 1), turns.get(i)).toMillis());
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 60_000L), pauses);
    }

    @Test
    @DisplayName("survives a turn that fails unexpectedly")
    void survivesADefect() {
        chore(() -> {
                    turns.add(clock.instant());
                    if (turns.size() == 1) {
                        throw new AssertionError("a defect, as the test wants it");
                    }
                    return null;
                })
                .start();
        clock.advance(Duration.ofMinutes(5));
        assertEquals(List.of(START, START.plusSeconds(60)), turns);
    }

    @Test
    @DisplayName("never takes two turns at a time; a wake-up during a turn brings another one after it")
    void turnsNeverOverlap() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        AtomicInteger underWay = new AtomicInteger();
        Chore chore = chore(() -> {
            assertEquals(1, underWay.incrementAndGet());
            begun.countDown();
            awaitQuietly(goOn);
            underWay.decrementAndGet();
            second.countDown();
            return null;
        });
        Thread first = Thread.ofVirtual().start(chore::start);
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        chore.wake(START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(2, second.getCount(), "the wake-up has not waited, and has begun no turn");
        goOn.countDown();
        assertTrue(second.await(30, TimeUnit.SECONDS));
        first.join();
    }

    @Test
    @DisplayName("takes no turn after it was stopped, and says whether the last one has ended")
    void stops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Chore chore = chore(() -> {
            turns.add(clock.instant());
            begun.countDown();
            awaitQuietly(goOn);
            return clock.instant().plusSeconds(10);
        });
        Thread first = Thread.ofVirtual().start(chore::start);
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        assertFalse(chore.stop(Duration.ZERO));
        goOn.countDown();
        first.join();
        assertTrue(chore.stop(Duration.ofSeconds(10)));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(List.of(START), turns);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
