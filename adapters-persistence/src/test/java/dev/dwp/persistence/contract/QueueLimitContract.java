package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.ClaimDraft.upTo;
import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What bounds a claim, and when it says to look again. */
public abstract class QueueLimitContract extends StoreContract {

    private int claimed(ClaimDraft draft) {
        return driver.claim(draft).items().size();
    }

    /** How many a claim takes that asks for enough, of each of these queues. */
    private List<Long> claimedOf(ClaimDraft draft, String... queues) {
        List<Job> items = driver.claim(draft).items();
        return Stream.of(queues)
                .map(queue -> items.stream()
                        .filter(job -> job.spec().queue().text().equals(queue))
                        .count())
                .toList();
    }

    @Test
    void runsNoMoreOfAQueueThanItsConcurrency() {
        driver.enqueue(4, job().queue("narrow").tenant(Tenants.ORG));
        driver.enqueue(4, job().queue("narrow").tenant(Tenants.OTHER_ORG));
        driver.enqueue(4, job().queue("wide"));
        assertEquals(List.of(3L, 4L), claimedOf(upTo(99).concurrency("narrow", 3), "narrow", "wide"));
        assertEquals(0, claimed(upTo(99).concurrency("narrow", 3).by(Driver.OTHER_WORKER)));
        assertEquals(1, claimed(upTo(99).concurrency("narrow", 4).by(Driver.OTHER_WORKER)), "The limit has grown.");
        assertEquals(0, claimed(upTo(99).concurrency("narrow", 1)), "The limit has shrunk.");
    }

    @Test
    void letsTheNextInWhenOneEndsInAnyWay() {
        driver.enqueue(9, job());
        ClaimDraft two = upTo(99).concurrency("default", 2);
        List<Job> running = driver.claim(two).items();
        driver.commit(running.get(0).complete(Samples.PAYLOAD, driver.now()));
        driver.commit(running.get(1).cancel(driver.now()));
        running = driver.claim(two).items();
        assertEquals(2, running.size());
        driver.commit(running.get(0).retry("Again.", Duration.ofHours(1), driver.now()));
        driver.commit(running.get(1).fail("No.", driver.now()));
        assertEquals(2, claimed(two));
        assertEquals(0, claimed(two));
    }

    @Test
    void letsPriorityDecideWhoGetsTheLastPlace() {
        driver.enqueue(2, job());
        Job urgent = driver.enqueue(job().priority(1));
        assertEquals(
                urgent.id(),
                driver.claim(upTo(9).concurrency("default", 1))
                        .items()
                        .getFirst()
                        .id());
    }

    @Test
    void startsNoMoreThanARateAllowsWhoeverClaims() {
        driver.enqueue(30, job());
        ClaimDraft draft = upTo(99).rate("default", Rate.perSecond(5));
        ClaimDraft other = upTo(99).rate("default", Rate.perSecond(5)).by(Driver.OTHER_WORKER);
        assertEquals(5, claimed(draft), "One second's worth is saved up.");
        assertEquals(0, claimed(other));
        driver.advance(Duration.ofMillis(400));
        assertEquals(2, claimed(other));
        assertEquals(0, claimed(draft));
        driver.advance(Duration.ofMillis(199));
        assertEquals(0, claimed(draft));
        driver.advance(Duration.ofMillis(1));
        assertEquals(1, claimed(draft));
        driver.advance(Duration.ofHours(1));
        assertEquals(5, claimed(draft), "No more than one second's worth is saved up.");
    }

    @Test
    void countsStartsAgainstARateAndNothingElse() {
        driver.enqueue(30, job());
        ClaimDraft draft = upTo(3).rate("default", Rate.perSecond(5));
        List<Job> running = driver.claim(draft).items();
        running.forEach(job -> driver.commit(job.complete(Samples.PAYLOAD, driver.now())));
        driver.claim(upTo(9).rate("default", Rate.perSecond(5)).names("other"));
        driver.claim(upTo(9).rate("default", Rate.perSecond(5)).closed("default"));
        assertEquals(2, claimed(upTo(9).rate("default", Rate.perSecond(5))), "What ended takes nothing back.");
    }

    @Test
    void savesUpOneOfARateThatIsLessThanOnePerSecond() {
        driver.enqueue(5, job());
        Rate hourly = new Rate(1, Duration.ofHours(1));
        assertEquals(1, claimed(upTo(9).rate("default", hourly)));
        driver.advance(Duration.ofMinutes(59));
        assertEquals(0, claimed(upTo(9).rate("default", hourly)));
        driver.advance(Duration.ofMinutes(1));
        assertEquals(1, claimed(upTo(9).rate("default", hourly)));
    }

    @Test
    void keepsARateForEachQueue() {
        driver.enqueue(5, job().queue("a"));
        driver.enqueue(5, job().queue("b"));
        driver.enqueue(5, job().queue("c"));
        ClaimDraft draft = upTo(99).rate("a", Rate.perSecond(1))
                .limits("b", 1, Rate.perSecond(3))
                .limits("c", 4, Rate.perSecond(2));
        assertEquals(List.of(1L, 1L, 2L), claimedOf(draft, "a", "b", "c"));
        driver.advance(Duration.ofSeconds(1));
        assertEquals(List.of(1L, 0L, 2L), claimedOf(draft, "a", "b", "c"));
        driver.advance(Duration.ofSeconds(1));
        assertEquals(List.of(1L, 0L, 0L), claimedOf(draft, "a", "b", "c"));
    }

    @Test
    void letsAnOpenQueueRunPastAShutOne() {
        driver.enqueue(3, job().queue("shut").priority(9));
        driver.enqueue(3, job().queue("open"));
        driver.pause("shut", true);
        assertEquals(List.of(0L, 3L), claimedOf(upTo(3), "shut", "open"));
    }

    @Test
    void takesNothingOfAPausedQueueUntilItGoesOn() {
        driver.enqueue(2, job().queue("a"));
        driver.pause("a", true);
        assertEquals(0, claimed(upTo(9)));
        driver.pause("a", false);
        assertEquals(2, claimed(upTo(9)));
    }

    @Test
    void leavesRunningJobsOfAPausedQueueAlone() {
        Job job = driver.running(job());
        driver.pause("default", true);
        assertEquals(job, driver.fresh(job));
        driver.commit(job.complete(Samples.PAYLOAD, driver.now()));
    }

    @Test
    void leavesAClosedQueueToOtherWorkers() {
        driver.enqueue(2, job());
        assertEquals(0, claimed(upTo(9).closed("default")));
        assertEquals(2, claimed(upTo(9).by(Driver.OTHER_WORKER)));
    }

    @Test
    void saysNotToLookAgainWhenTimeAloneBringsNothing() {
        assertNull(driver.claim(upTo(9)).again());
        driver.enqueue(3, job());
        driver.enqueue(job().name("unknown"));
        driver.enqueue(job().name("unknown"), driver.now().plusSeconds(60));
        assertNull(driver.claim(upTo(9).concurrency("default", 2)).again());
        assertNull(driver.claim(upTo(9)).again());
        driver.enqueue(3, job());
        assertNull(driver.claim(upTo(9).closed("default")).again());
        driver.pause("default", true);
        assertNull(driver.claim(upTo(9)).again());
    }

    @Test
    void saysToLookAgainAtOnceWhereItTookAllItAskedForAndThereIsMore() {
        driver.enqueue(3, job());
        Claimed<Job> claimed = driver.claim(upTo(2));
        assertTrue(claimed.nextLook().orElseThrow().compareTo(driver.now()) <= 0, claimed::toString);
    }

    @Test
    void saysToLookAgainWhenTheNextIsDue() {
        driver.enqueue(job(), driver.now().plusSeconds(90));
        driver.enqueue(job(), driver.now().plusSeconds(60));
        driver.enqueue(job().name("unknown"), driver.now().plusSeconds(30));
        driver.enqueue(job());
        assertEquals(driver.now().plusSeconds(60), driver.claim(upTo(9)).again());
        driver.advance(Duration.ofSeconds(60));
        assertEquals(driver.now().plusSeconds(30), driver.claim(upTo(9)).again());
        driver.advance(Duration.ofSeconds(30));
        assertNull(driver.claim(upTo(9)).again());
    }

    @Test
    void saysToLookAgainWhenARetryIsDue() {
        driver.commit(driver.running(job()).retry("Again.", Duration.ofSeconds(10), driver.now()));
        assertEquals(driver.now().plusSeconds(10), driver.claim(upTo(9)).again());
    }

    @Test
    void saysToLookAgainWhenTheRateLetsTheNextThrough() {
        driver.enqueue(9, job());
        for (Rate rate :
                List.of(Rate.perSecond(3), new Rate(7, Duration.ofMinutes(1)), new Rate(1, Duration.ofHours(7)))) {
            ClaimDraft draft = upTo(9).rate("default", rate);
            driver.claim(draft);
            Instant again = ceiling(Objects.requireNonNull(driver.claim(draft).again()));
            assertTrue(again.isAfter(driver.now()), () -> again + " brings nothing.");
            Instant early = driver.now()
                    .plus(Duration.between(driver.now(), again).multipliedBy(9).dividedBy(10));
            assertEquals(
                    0,
                    store.jobs()
                            .claimDue(draft.at(early.truncatedTo(ChronoUnit.MICROS)))
                            .items()
                            .size());
            driver.advance(Duration.between(driver.now(), again));
            assertEquals(1, claimed(draft), () -> "Nothing came at " + again + " with " + rate);
        }
    }

    /** Clocks of stores tick in microseconds. */
    private static Instant ceiling(Instant instant) {
        Instant floor = instant.truncatedTo(ChronoUnit.MICROS);
        return floor.equals(instant) ? instant : floor.plusNanos(1_000);
    }

    @Test
    void doesNotSayWhenARateWillLetOneThroughThatConcurrencyHolds() {
        driver.enqueue(9, job());
        ClaimDraft draft = upTo(9).limits("default", 2, Rate.perSecond(2));
        assertEquals(2, claimed(draft));
        assertNull(driver.claim(draft).again());
    }
}
