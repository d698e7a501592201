package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.ClaimDraft.upTo;
import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which waiting jobs a claim takes, and in what order. What bounds it is {@link QueueLimitContract}'s. */
public abstract class JobClaimContract extends StoreContract {

    @Test
    @DisplayName("PROTOCOL §7.3 a claim is one act with its events")
    void movesJobsUnderALeaseAndTellsOfIt() {
        List<Job> jobs = driver.enqueue(2, job().tenant(Tenants.ORG));
        driver.advance(Duration.ofSeconds(1));
        List<Job> taken = driver.claim(upTo(5).by(Driver.OTHER_WORKER)).items();

        List<Job> expected = jobs.stream()
                .map(job -> job.claim(driver.lease(Driver.OTHER_WORKER), driver.now())
                        .job())
                .toList();
        assertEquals(expected, taken);
        assertEquals(expected, driver.jobs().reversed());
        var told = driver.log().subList(2, 4);
        for (int i = 0; i < 2; i++) {
            assertEquals("job.started", told.get(i).data().text("type"));
            assertEquals(driver.now(), told.get(i).at());
            assertEquals(Tenants.ORG, told.get(i).tenant());
            assertEquals(
                    true,
                    told.get(i)
                            .channels()
                            .contains(new Channel.OneJob(jobs.get(i).id())));
        }
        assertEquals(List.of(), driver.claim(5));
    }

    @Test
    void takesNoMoreThanAskedFor() {
        List<Job> jobs = driver.enqueue(5, job());
        assertEquals(ids(jobs.subList(0, 2)), ids(driver.claim(2)));
        assertEquals(ids(jobs.subList(2, 4)), ids(driver.claim(2)));
        assertEquals(ids(jobs.subList(4, 5)), ids(driver.claim(2)));
        assertEquals(List.of(), driver.claim(2));
    }

    private static List<JobId> ids(Collection<Job> jobs) {
        return jobs.stream().map(Job::id).toList();
    }

    @Test
    void takesWhatIsDueAtThatInstantAndNothingLater() {
        Job later = driver.enqueue(job(), driver.now().plusSeconds(60));
        Job now = driver.enqueue(job());
        assertEquals(List.of(now.id()), ids(driver.claim(5)));
        driver.advance(Duration.ofSeconds(60).minusNanos(1_000));
        assertEquals(List.of(), driver.claim(5));
        driver.advance(Duration.ofNanos(1_000));
        assertEquals(List.of(later.id()), ids(driver.claim(5)));
    }

    @Test
    void takesNothingEarlyWhenTheClockWasSetBack() {
        driver.advance(Duration.ofHours(1));
        assertEquals(List.of(), driver.claim(5));
        driver.advance(Duration.ofHours(-1));
        Job later = driver.enqueue(job(), driver.now().plusSeconds(60));
        Job now = driver.enqueue(job().priority(-1));
        var claimed = driver.claim(upTo(5));
        assertEquals(List.of(now.id()), ids(claimed.items()));
        assertEquals(later.runAt(), claimed.again());
        driver.advance(Duration.ofSeconds(60));
        assertEquals(List.of(later.id()), ids(driver.claim(5)));
    }

    @Test
    void takesOnlyNamesThatTheWorkerKnowsWhateverGoesBefore() {
        driver.enqueue(3, job().name("unknown").priority(9));
        Job mail = driver.enqueue(job().name("mail"));
        Job work = driver.enqueue(job().priority(1));
        assertEquals(List.of(), driver.claim(upTo(5).names()).items());
        assertEquals(List.of(), driver.claim(upTo(5).names("wor", "works")).items());
        assertEquals(
                List.of(work.id(), mail.id()),
                ids(driver.claim(upTo(5).names("mail", "work", "other")).items()));
    }

    @Test
    @DisplayName("PROTOCOL §5 higher priority first; equal priorities run first come, first served")
    void takesHigherPrioritiesFirstAndEqualsInTheOrderTheyCame() {
        Job first = driver.enqueue(job());
        Job second = driver.enqueue(job());
        Job low = driver.enqueue(job().priority(Integer.MIN_VALUE));
        Job high = driver.enqueue(job().priority(Integer.MAX_VALUE));
        Job third = driver.enqueue(job());
        Job above = driver.enqueue(job().priority(1));
        Job below = driver.enqueue(job().priority(-1));
        assertEquals(ids(List.of(high, above, first, second, third, below, low)), ids(driver.claim(9)));
    }

    @Test
    @DisplayName("PROTOCOL §5 first come is by id, not by when a job became due")
    void takesAnOlderJobThatBecameDueLaterFirst() {
        Job older = driver.enqueue(job(), driver.now().plusSeconds(2));
        Job younger = driver.enqueue(job(), driver.now().plusSeconds(1));
        driver.advance(Duration.ofSeconds(5));
        assertEquals(ids(List.of(older, younger)), ids(driver.claim(9)));
    }

    @Test
    void takesJobsThatWaitForARetryWhenTheirTimeHasCome() {
        Job failed = driver.commit(driver.running(job()).retry("Again.", Duration.ofSeconds(10), driver.now()));
        Job released = driver.commit(driver.running(job()).release("Stopping.", driver.now()));
        assertEquals(ids(List.of(released)), ids(driver.claim(9)));
        driver.advance(Duration.ofSeconds(10));
        Job again = driver.claim(9).getFirst();
        assertEquals(failed.id(), again.id());
        assertEquals(JobState.RUNNING, again.state());
        assertEquals(2, again.attempt());
    }

    @Test
    void takesWhatIsReplayedAndNothingThatHasFinished() {
        Job dead = driver.dead(job());
        driver.commit(driver.enqueue(job()).cancel(driver.now()));
        driver.commit(driver.running(job()).cancel(driver.now()));
        driver.commit(driver.running(job()).complete(Samples.PAYLOAD, driver.now()));
        assertEquals(List.of(), driver.claim(9));
        driver.commit(dead.replay(driver.now()));
        assertEquals(List.of(dead.id()), ids(driver.claim(9)));
    }

    @Test
    void letsTenantsOfAQueueTakeTurns() {
        driver.enqueue(5, job().tenant(Tenants.ORG));
        driver.enqueue(2, job().tenant(Tenants.OTHER_ORG));
        driver.enqueue(2, job().tenant(Tenants.OTHER_APP));
        List<Tenant> turns = owners(driver.claim(9));
        assertEquals(
                List.of(
                        Tenants.ORG,
                        Tenants.OTHER_ORG,
                        Tenants.OTHER_APP, // nobody had any running
                        Tenants.ORG,
                        Tenants.OTHER_ORG,
                        Tenants.OTHER_APP,
                        Tenants.ORG,
                        Tenants.ORG,
                        Tenants.ORG),
                turns);
    }

    private static List<Tenant> owners(Collection<Job> jobs) {
        return jobs.stream().map(job -> job.spec().tenant()).toList();
    }

    @Test
    void letsQueuesTakeTurnsToo() {
        driver.enqueue(3, job().queue("a").priority(9));
        driver.enqueue(2, job().queue("b"));
        List<String> turns =
                driver.claim(9).stream().map(job -> job.spec().queue().text()).toList();
        assertEquals(List.of("a", "b", "a", "b", "a"), turns);
    }

    @Test
    void keepsTheOrderOfTurnsPastTenantsWithNothingForTheWorker() {
        driver.enqueue(job().queue("a").tenant(Tenants.ORG).name("unknown"));
        driver.enqueue(job().queue("b").tenant(Tenants.ORG));
        driver.enqueue(job().queue("a").tenant(Tenants.OTHER_ORG));
        driver.enqueue(job().queue("b").tenant(Tenants.OTHER_ORG));
        assertEquals(
                List.of("b", "a", "b"),
                driver.claim(9).stream().map(job -> job.spec().queue().text()).toList());
    }

    @Test
    void letsThoseGoFirstThatHaveFewestRunning() {
        driver.enqueue(9, job().tenant(Tenants.ORG));
        driver.claim(3);
        driver.enqueue(9, job().tenant(Tenants.OTHER_ORG));
        assertEquals(
                List.of(Tenants.OTHER_ORG, Tenants.OTHER_ORG, Tenants.OTHER_ORG, Tenants.ORG, Tenants.OTHER_ORG),
                owners(driver.claim(5)));
    }

    @Test
    void countsOnlyWhatStillRuns() {
        driver.enqueue(9, job().tenant(Tenants.ORG));
        List<Job> running = driver.claim(4);
        driver.commit(running.get(0).complete(Samples.PAYLOAD, driver.now()));
        driver.commit(running.get(1).retry("Again.", Duration.ofHours(1), driver.now()));
        driver.commit(running.get(2).cancel(driver.now()));
        driver.enqueue(9, job().tenant(Tenants.OTHER_ORG));
        assertEquals(List.of(Tenants.OTHER_ORG, Tenants.ORG, Tenants.OTHER_ORG), owners(driver.claim(3)));
    }

    @Test
    void letsThoseGoFirstAmongEqualsWhoseTurnIsLongestAgo() {
        for (Tenant tenant : List.of(Tenants.ORG, Tenants.OTHER_ORG, Tenants.OTHER_APP)) {
            driver.enqueue(3, job().tenant(tenant));
        }
        List<Tenant> turns = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Job job = driver.claim(1).getFirst();
            turns.add(job.spec().tenant());
            driver.commit(job.complete(Samples.PAYLOAD, driver.now()));
        }
        List<Tenant> round = List.of(Tenants.ORG, Tenants.OTHER_ORG, Tenants.OTHER_APP);
        assertEquals(List.of(round, round, round).stream().flatMap(List::stream).toList(), turns);
    }

    @Test
    void remembersTurnsWhileNothingWaits() {
        for (Tenant tenant : List.of(Tenants.ORG, Tenants.OTHER_ORG)) {
            driver.commit(driver.running(job().tenant(tenant)).complete(Samples.PAYLOAD, driver.now()));
        }
        driver.enqueue(job().tenant(Tenants.OTHER_ORG));
        driver.enqueue(job().tenant(Tenants.ORG));
        assertEquals(List.of(Tenants.ORG, Tenants.OTHER_ORG), owners(driver.claim(2)));
    }

    @Test
    @DisplayName("A newcomer goes to the end of the row, so that no stream of newcomers keeps others from their turn")
    void sendsNewcomersToTheEndOfTheRow() {
        driver.enqueue(3, job().tenant(Tenants.ORG));
        driver.commit(driver.claim(1).getFirst().complete(Samples.PAYLOAD, driver.now()));
        driver.enqueue(job().tenant(Tenants.OTHER_ORG).queue("new").priority(9));
        driver.enqueue(job().tenant(Tenants.OTHER_ORG).queue("newer").priority(9));
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Job job = driver.claim(1).getFirst();
            turns.add(job.spec().queue().text());
            driver.commit(job.complete(Samples.PAYLOAD, driver.now()));
        }
        assertEquals(List.of("default", "new", "newer", "default"), turns);
    }
}
