package dev.dwp.domain.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;

class RetryPolicyTest {
    private static final Duration LONGEST = RetryPolicy.LONGEST;

    @Property
    void theBackoffNeverShrinksAndStaysWithinItsBounds(
            @ForAll("policies") RetryPolicy policy, @ForAll @Positive int retry) {
        Duration backoff = backoff(policy, retry);
        assertTrue(backoff.compareTo(policy.firstDelay()) >= 0);
        assertTrue(backoff.compareTo(policy.maxDelay()) <= 0);
        assertTrue(retry == Integer.MAX_VALUE || backoff(policy, retry + 1).compareTo(backoff) >= 0);
    }

    @Property
    void jitterDrawsBetweenNothingAndTheBackoff(
            @ForAll("policies") RetryPolicy policy, @ForAll @Positive int retry, @ForAll long seed) {
        Duration pause = jittered(policy).delayBefore(retry, new Random(seed));
        assertTrue(!pause.isNegative() && pause.compareTo(backoff(policy, retry)) <= 0);
    }

    @Property
    @Label("PROTOCOL §5: a pause is drawn from (1 - jitter) p to p")
    void jitterIsThePartOfTheBackoffThatIsDrawn(
            @ForAll("policies") RetryPolicy policy, @ForAll @Positive int retry, @ForAll long seed) {
        Duration p = backoff(policy, retry);
        long pause = policy.delayBefore(retry, new Random(seed)).toMillis();
        assertTrue(pause <= p.toMillis() && pause >= (long) (p.toMillis() * (1 - policy.jitter())), p + ": " + pause);
    }

    @Example
    @Label("PROTOCOL §5: a job's backoff replaces its handler's and reaches both ends of its range")
    void takesTheBackoffOfAJob() {
        RetryPolicy policy = RetryPolicy.DEFAULT
                .withMaxRetries(7)
                .withBackoff(new RetryBackoff(Duration.ofMillis(100), 10, Duration.ofSeconds(5), 0.25));
        assertEquals(7, policy.maxRetries());
        assertEquals(Duration.ofMillis(75), policy.delayBefore(1, drawing(0)));
        assertEquals(Duration.ofMillis(100), policy.delayBefore(1, drawing(-1)));
        assertEquals(Duration.ofSeconds(1), policy.delayBefore(2, drawing(-1)));
        assertEquals(Duration.ofSeconds(5), policy.delayBefore(3, drawing(-1)));
    }

    @Example
    void aBackoffFromAPauseOnHasTheDefaultsOfTheProtocol() {
        Duration second = Duration.ofSeconds(1);
        assertEquals(new RetryBackoff(second, 2, Duration.ofHours(1), 0.5), RetryBackoff.from(second));
        Duration day = Duration.ofDays(1);
        assertEquals(new RetryBackoff(day, 2, day, 0.5), RetryBackoff.from(day));
    }

    @Example
    void refusesABackoffOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second.negated(), 2, second, 0));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 2, Duration.ZERO, 0));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 2, LONGEST.plusNanos(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 0.9, second, 0));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 1001, second, 0));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, Double.NaN, second, 0));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 2, second, 1.1));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 2, second, -0.1));
        assertThrows(IllegalArgumentException.class, () -> new RetryBackoff(second, 2, second, Double.NaN));
    }

    @Example
    void jitterReachesBothEnds() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        assertEquals(Duration.ZERO, policy.delayBefore(1, drawing(0)));
        assertEquals(Duration.ofSeconds(1), policy.delayBefore(1, drawing(-1)));
    }

    @Example
    @Label("PROTOCOL §5: three retries by default, from one second on, doubling up to five minutes")
    void growsByItsMultiplierUpToItsCap() {
        RetryPolicy policy = plain(RetryPolicy.DEFAULT);
        assertEquals(3, policy.maxRetries());
        long[] seconds = {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
        for (int i = 0; i < seconds.length; i++) {
            assertEquals(Duration.ofSeconds(seconds[i]), backoff(policy, i + 1));
        }
        assertEquals(Duration.ofMinutes(5), backoff(policy, Integer.MAX_VALUE));
    }

    @Example
    void noDelayStaysNone() {
        RetryPolicy policy = new RetryPolicy(9, Duration.ZERO, 2, Duration.ofSeconds(1), 1);
        assertEquals(Duration.ZERO, policy.delayBefore(1, new Random(1)));
        assertEquals(Duration.ZERO, policy.delayBefore(Integer.MAX_VALUE, new Random(1)));
    }

    @Property
    void theLargestPolicyBreaksNothing(
            @ForAll @Positive int retry, @ForAll @DoubleRange(max = 1) double jitter, @ForAll long seed) {
        RetryPolicy policy = new RetryPolicy(9, Duration.ofDays(1), Double.MAX_VALUE, LONGEST, jitter);
        Duration pause = policy.delayBefore(retry, new Random(seed));
        assertTrue(!pause.isNegative() && pause.compareTo(LONGEST) <= 0);
    }

    @Example
    void refusesWhatMakesNoSense() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(-1, second, 2, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second.negated(), 2, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second, 0.99, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second, Double.NaN, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second, 2, Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second, 2, LONGEST.plusNanos(1), 1));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second, 2, second, 1.01));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(1, second, 2, second, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> RetryPolicy.DEFAULT.withMaxRetries(-1));
    }

    @Property
    void onlyTheNumberOfRetriesIsReplaced(
            @ForAll("policies") RetryPolicy policy, @ForAll @IntRange(max = 99) int retries) {
        RetryPolicy other = policy.withMaxRetries(retries);
        assertEquals(retries, other.maxRetries());
        assertEquals(policy, other.withMaxRetries(policy.maxRetries()));
    }

    @Provide
    Arbitrary<RetryPolicy> policies() {
        Arbitrary<Long> millis = Arbitraries.longs().between(0, 1_000_000);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        millis,
                        Arbitraries.doubles().between(1, 10),
                        millis,
                        Arbitraries.doubles().between(0, 1))
                .as((retries, first, factor, more, jitter) -> new RetryPolicy(
                        retries, Duration.ofMillis(first), factor, Duration.ofMillis(first + more), jitter))
                .withoutEdgeCases();
    }

    private static Duration backoff(RetryPolicy policy, int retry) {
        return plain(policy).delayBefore(retry, drawing(0));
    }

    private static RetryPolicy plain(RetryPolicy policy) {
        return new RetryPolicy(policy.maxRetries(), policy.firstDelay(), policy.multiplier(), policy.maxDelay(), 0);
    }

    private static RetryPolicy jittered(RetryPolicy policy) {
        return new RetryPolicy(policy.maxRetries(), policy.firstDelay(), policy.multiplier(), policy.maxDelay(), 1);
    }

    /** Draws that number, counted from the end of the range when it is negative. */
    private static RandomGenerator drawing(long number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("Only draws within bounds are expected.");
            }

            @Override
            public long nextLong(long bound) {
                return number < 0 ? bound + number : number;
            }
        };
    }
}
