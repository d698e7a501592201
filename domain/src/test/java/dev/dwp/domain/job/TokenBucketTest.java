package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TokenBucketTest {
    private static final Instant NOW = JobSamples.NOW;

    @Property
    void letsStartNoMoreThanItsBurstAndWhatTheTimeBrought(
            @ForAll @LongRange(min = 1, max = 1000) long permits,
            @ForAll @LongRange(min = 1, max = 5000) long per,
            @ForAll @Size(max = 50) List<@IntRange(max = 2000) Integer> waits) {
        Rate rate = new Rate(permits, Duration.ofMillis(per));
        TokenBucket bucket = TokenBucket.full(rate, NOW);
        Instant now = NOW;
        long started = 0;
        for (int wait : waits) {
            now = now.plusMillis(wait);
            bucket = bucket.refilled(rate, now);
            started += bucket.whole();
            bucket = bucket.take(bucket.whole());
        }
        double earned = rate.burst() + Duration.between(NOW, now).toMillis() * permits / (double) per;
        assertTrue(started <= earned + 1e-6, started + " > " + earned);
    }

    @Property
    void noWindowHoldsMoreThanABurstAndWhatTheTimeBroughtEvenWhenTheClockStepsBack(
            @ForAll @LongRange(min = 1, max = 1000) long permits,
            @ForAll @LongRange(min = 1, max = 5000) long per,
            @ForAll @Size(max = 40) List<@IntRange(min = -3000, max = 2000) Integer> steps,
            @ForAll @Size(max = 40) List<@IntRange(max = 20) Integer> wanted) {
        Rate rate = new Rate(permits, Duration.ofMillis(per));
        TokenBucket bucket = TokenBucket.full(rate, NOW);
        Instant now = NOW;
        Instant latest = NOW;
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < Math.min(steps.size(), wanted.size()); i++) {
            now = now.plusMillis(steps.get(i));
            latest = latest.isAfter(now) ? latest : now;
            bucket = bucket.refilled(rate, now);
            int starts = Math.min(bucket.whole(), wanted.get(i));
            bucket = bucket.take(starts);
            times.addAll(Collections.nCopies(starts, latest));
        }
        for (int from = 0; from < times.size(); from++) {
            for (int to = from; to < times.size(); to++) {
                long millis = Duration.between(times.get(from), times.get(to)).toMillis();
                double earned = rate.burst() + millis * permits / (double) per;
                int started = to - from + 1;
                assertTrue(started <= earned + 1e-6, () -> started + " > " + earned);
            }
        }
    }

    @Property
    void theNextMayStartWhenItSaysAndNotBefore(
            @ForAll @LongRange(min = 1, max = 1000) long permits, @ForAll @LongRange(min = 1, max = 100_000) long per) {
        Rate rate = new Rate(permits, Duration.ofMillis(per));
        TokenBucket full = TokenBucket.full(rate, NOW);
        TokenBucket empty = full.take(full.whole());
        Instant next = empty.nextAt(rate);
        assertTrue(next.isAfter(NOW));
        assertEquals(1, empty.refilled(rate, next).whole());
        assertEquals(
                0,
                empty.refilled(
                                rate,
                                NOW.plus(Duration.between(NOW, next)
                                        .multipliedBy(9)
                                        .dividedBy(10)))
                        .whole());
    }

    @Example
    void oneThatIsNotEmptyLetsTheNextStartAtOnce() {
        Rate rate = Rate.perSecond(2);
        assertFalse(TokenBucket.full(rate, NOW).take(1).nextAt(rate).isAfter(NOW));
    }

    @Example
    void holdsASecondsWorthAndAtLeastOne() {
        assertEquals(100, TokenBucket.full(Rate.perSecond(100), NOW).whole());
        assertEquals(1, TokenBucket.full(new Rate(1, Duration.ofHours(1)), NOW).whole());
        assertEquals(
                100,
                TokenBucket.full(Rate.perSecond(100), NOW)
                        .refilled(Rate.perSecond(100), NOW.plusSeconds(60))
                        .whole());
    }

    @Example
    void aClockThatStepsBackGivesNothingAndTakesNothing() {
        Rate rate = Rate.perSecond(10);
        TokenBucket bucket = TokenBucket.full(rate, NOW).take(4);
        assertEquals(bucket, bucket.refilled(rate, NOW.minusSeconds(5)));
        assertEquals(
                7,
                bucket.refilled(rate, NOW.minusSeconds(5))
                        .refilled(rate, NOW.plusMillis(100))
                        .whole());
    }

    @Example
    void aLowerRateTakesAwayWhatIsTooMuch() {
        assertEquals(
                5,
                TokenBucket.full(Rate.perSecond(100), NOW)
                        .refilled(Rate.perSecond(5), NOW)
                        .whole());
    }

    @Example
    void limitsAreAboveNothing() {
        assertThrows(IllegalArgumentException.class, () -> Rate.perSecond(0));
        assertThrows(IllegalArgumentException.class, () -> Rate.perSecond(1_000_000_001));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new QueueLimits(0, null));
        assertEquals(1, new QueueLimits(1, null).concurrency());
    }
}
