package dev.dwp.bootstrap.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.domain.channel.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever scrapes learns what the store holds, and waits for it a moment at most")
class StoreCensusTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger counts = new AtomicInteger();

    /** How many counts may end; each of them takes one second of the census' clock. */
    private final Semaphore store = new Semaphore(0);

    private final Semaphore begun = new Semaphore(0);

    private Optional<StoreFigures> count() {
        begun.release();
        store.acquireUninterruptibly();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        long n = counts.incrementAndGet();
        StoreFigures.Events events =
                new StoreFigures.Events(new LogExtent(new Cursor(n), new Cursor(1), List.of()), null);
        return Optional.of(new StoreFigures(Map.of(), Map.of(), Map.of(), events));
    }

    @AfterEach
    void letGo() {
        store.release(100);
    }

    private StoreCensus census(Duration patience) {
        return new StoreCensus(this::count, patience, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static long seen(StoreCensus census) {
        return census.look()
                .map(found -> found.figures().events().log().head().n())
                .orElse(0L);
    }

    @Test
    void countsWhenItIsAskedAndThenRestsTenTimesAsLong() {
        StoreCensus census = census(LONG);
        store.release(10);
        assertEquals(1, seen(census));
        pass(Duration.ofMillis(9999));
        assertEquals(1, seen(census));
        pass(Duration.ofMillis(1));
        assertEquals(2, seen(census));
        assertEquals(2, counts.get());
    }

    @Test
    void tellsHowOldTheFiguresAreAndWhatTheyCost() {
        StoreCensus census = census(LONG);
        store.release(1);
        assertEquals(1, seen(census));
        pass(Duration.ofSeconds(3));
        StoreCensus.Found found = census.look().orElseThrow();
        assertEquals(Duration.ofSeconds(3), found.age());
        assertEquals(Duration.ofSeconds(1), found.took());
    }

    @Test
    void nobodyWaitsForAStoreThatDoesNotAnswerAndNobodyAsksItTwice() throws Exception {
        StoreCensus census = census(SHORT);
        assertEquals(0, seen(census));
        assertEquals(0, seen(census));
        assertTrue(begun.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, begun.availablePermits());
    }

    @Test
    void showsTheFormerFiguresWhileItCountsButNotForEver() throws Exception {
        StoreCensus census = census(SHORT);
        store.release(1);
        long deadline = System.nanoTime() + LONG.toNanos();
        while (seen(census) == 0) {
            assertTrue(System.nanoTime() < deadline, "The first count does not end.");
        }
        pass(Duration.ofSeconds(10));
        assertEquals(1, seen(census));
        assertTrue(begun.tryAcquire(2, LONG.toSeconds(), TimeUnit.SECONDS));
        pass(Duration.ofSeconds(30));
        assertEquals(1, seen(census));
        pass(Duration.ofNanos(1));
        assertEquals(0, seen(census));
    }

    @Test
    void knowsNothingOfAStoreThatIsAwayAndCountsAgainWhenItIsBack() {
        AtomicInteger asked = new AtomicInteger();
        store.release(10);
        StoreCensus census = new StoreCensus(
                () -> switch (asked.getAndIncrement()) {
                    case 1 -> throw new StoreUnavailable("Away.", new IllegalStateException());
                    case 2 -> Optional.empty();
                    case 3 -> throw new IllegalStateException("A defect, as this test wants it.");
                    default -> count();
                },
                LONG,
                nanos::get);
        assertEquals(1, seen(census));
        pass(Duration.ofSeconds(10));
        assertEquals(0, seen(census));
        assertEquals(0, seen(census));
        assertEquals(0, seen(census));
        assertEquals(2, seen(census));
        assertEquals(5, asked.get());
    }
}
