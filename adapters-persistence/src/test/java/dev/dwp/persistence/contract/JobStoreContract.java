package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CreatedBetween;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.application.port.out.QueueGauge;
import dev.dwp.application.port.out.QueueSituation;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reading jobs. */
public abstract class JobStoreContract extends StoreContract {

    @Test
    void findsWhatWasEnqueuedAndNothingElse() {
        Job job = driver.enqueue(job());
        assertEquals(Optional.of(job), store.jobs().find(job.id()));
        assertEquals(Optional.empty(), store.jobs().find(driver.ids().job()));
        assertEquals(Optional.empty(), store.jobs().snapshot(driver.ids().job()));
    }

    @Test
    void readsAJobAndTheHeadOfTheLogAsOne() {
        Job job = driver.enqueue(job());
        driver.enqueue(job());
        Job running = driver.claim(1).getFirst();
        assertEquals(
                Optional.of(new Snapshot<>(running, store.events().head())),
                store.jobs().snapshot(job.id()));
    }

    @Test
    @DisplayName("PROTOCOL §5 job.list is newest first, a page at a time")
    void listsNewestFirstFromWhereThePageBeforeEnded() {
        List<Job> newestFirst = driver.enqueue(5, job()).reversed();
        assertEquals(newestFirst, list(Tenant.NONE, null, 100));
        assertEquals(newestFirst.subList(0, 2), list(Tenant.NONE, null, 2));
        assertEquals(
                newestFirst.subList(2, 4), list(Tenant.NONE, newestFirst.get(1).id(), 2));
        assertEquals(
                newestFirst.subList(4, 5), list(Tenant.NONE, newestFirst.get(3).id(), 2));
        assertEquals(List.of(), list(Tenant.NONE, newestFirst.get(4).id(), 2));
    }

    private List<Job> list(Tenant view, @Nullable JobId before, int limit) {
        return store.jobs().list(new JobQuery(view, null, null, null, before, limit));
    }

    @Test
    void keepsItsPlaceInAListWhileJobsComeMoveOnAndGo() {
        List<Job> jobs = driver.enqueue(6, job());
        List<Job> seen = new ArrayList<>(list(Tenant.NONE, null, 2));
        driver.enqueue(3, job());
        for (Job job : driver.claim(2)) {
            driver.advance(
                    Duration.ofSeconds(1)); // which of two goes first that ended together is for the store to say
            driver.commit(job.complete(Samples.PAYLOAD, driver.now()));
        }
        seen.addAll(list(Tenant.NONE, seen.getLast().id(), 2));
        driver.advance(Duration.ofSeconds(1));
        store.jobs().deleteFinishedBefore(driver.now(), driver.now(), 1);
        seen.addAll(list(Tenant.NONE, seen.getLast().id(), 9));
        assertEquals(
                jobs.subList(1, 6).reversed().stream().map(Job::id).toList(),
                seen.stream().map(Job::id).toList());
    }

    @Test
    void listsByStateQueueAndNameAloneAndTogether() {
        Job plain = driver.enqueue(job());
        Job mail = driver.enqueue(job().name("mail"));
        Job slow = driver.enqueue(job().queue("slow"));
        Job slowMail = driver.enqueue(job().name("mail").queue("slow"));
        Job gone =
                driver.commit(driver.enqueue(job().name("mail").queue("slow")).cancel(driver.now()));

        assertEquals(List.of(gone), filtered(JobState.CANCELLED, null, null));
        assertEquals(List.of(slowMail, slow, mail, plain), filtered(JobState.PENDING, null, null));
        assertEquals(List.of(gone, slowMail, slow), filtered(null, "slow", null));
        assertEquals(List.of(gone, slowMail, mail), filtered(null, null, "mail"));
        assertEquals(List.of(slowMail), filtered(JobState.PENDING, "slow", "mail"));
        assertEquals(List.of(), filtered(JobState.FAILED, null, null));
        assertEquals(List.of(), filtered(null, "SLOW", null));
        assertEquals(List.of(), filtered(null, null, "mai"));
    }

    private List<Job> filtered(@Nullable JobState state, @Nullable String queue, @Nullable String name) {
        QueueName queueName = queue == null ? null : new QueueName(queue);
        return store.jobs().list(new JobQuery(Tenant.NONE, state, queueName, name, null, 100));
    }

    @Test
    @DisplayName("PROTOCOL §5 job.list: by key, and by the time of creation from an instant on and before another")
    void listsByKeyAndByTheTimeOfCreation() {
        IdempotencyKey key = new IdempotencyKey("order-7");
        Instant begun = driver.now();
        Job first = driver.enqueue(job().key("order-7").tenant(Tenants.APP));
        driver.advance(Duration.ofSeconds(1));
        Job second = driver.enqueue(job().key("order-7").name("mail"));
        driver.enqueue(job());
        Instant later = driver.now();
        driver.advance(Duration.ofSeconds(1));
        Job third = driver.enqueue(job());

        assertEquals(List.of(second, first), created(Tenant.NONE, key, CreatedBetween.ANY));
        assertEquals(List.of(first), created(Tenants.APP, key, CreatedBetween.ANY));
        assertEquals(List.of(second), created(Tenant.NONE, key, new CreatedBetween(later, null)));
        assertEquals(List.of(third), created(Tenant.NONE, null, new CreatedBetween(later.plusNanos(1), null)));
        assertEquals(List.of(first), created(Tenant.NONE, null, new CreatedBetween(begun, later)));
        assertEquals(
                4,
                created(Tenant.NONE, null, new CreatedBetween(Instant.MIN, Instant.MAX))
                        .size());
        assertEquals(List.of(), created(Tenant.NONE, new IdempotencyKey("order-8"), CreatedBetween.ANY));
    }

    private List<Job> created(Tenant view, @Nullable IdempotencyKey key, CreatedBetween created) {
        return store.jobs().list(new JobQuery(view, null, null, null, key, created, null, 100));
    }

    @Test
    @DisplayName("PROTOCOL §5 queue.list: what is due, what is not or is to be tried again, what runs, and since when")
    void measuresQueuesForPeople() {
        assertEquals(Map.of(), store.jobs().gauges(Tenant.NONE, driver.now()));
        driver.dead(job().queue("done"));
        driver.commit(driver.running(job().queue("a")).retry("Again.", Duration.ofHours(1), driver.now()));
        driver.running(job().queue("b").tenant(Tenants.APP));
        Instant due = driver.now();
        driver.enqueue(job().queue("a").tenant(Tenants.ORG));
        Instant soon = driver.now().plusSeconds(60);
        driver.enqueue(job().queue("a").tenant(Tenants.APP), soon);
        QueueName a = new QueueName("a");
        assertEquals(
                Map.of(a, new QueueGauge(1, 2, 0, due), new QueueName("b"), new QueueGauge(0, 0, 1, null)),
                store.jobs().gauges(Tenant.NONE, driver.now()));
        assertEquals(Map.of(a, new QueueGauge(1, 0, 0, due)), store.jobs().gauges(Tenants.ORG, driver.now()));
        driver.advance(Duration.ofSeconds(60));
        assertEquals(
                new QueueGauge(2, 1, 0, due),
                store.jobs().gauges(Tenant.NONE, driver.now()).get(a));
    }

    @Test
    @DisplayName("PROTOCOL §4.3 a view holds what its app, or its org, owns; an operator's holds everything")
    void showsEachViewWhatItSees() {
        List<Job> all = new ArrayList<>();
        for (Tenant owner : Tenants.ALL) {
            all.add(driver.enqueue(job().tenant(owner).queue("q")));
        }
        for (Tenant view : Tenants.ALL) {
            List<Job> seen = all.reversed().stream()
                    .filter(job -> view.sees(job.spec().tenant()))
                    .toList();
            assertEquals(seen, list(view, null, 100), view.toString());
            assertEquals(
                    Map.of(JobState.PENDING, (long) seen.size()), store.jobs().countByState(view));
            assertEquals(
                    Map.of(new QueueName("q"), new QueueDepth(seen.size(), 0)),
                    store.jobs().depths(view));
        }
        assertEquals(List.of(), list(new Tenant("nobody", null), null, 100));
        assertEquals(Map.of(), store.jobs().countByState(new Tenant("nobody", null)));
        assertEquals(Map.of(), store.jobs().depths(new Tenant("nobody", null)));
    }

    @Test
    void pagesThroughAViewWithoutStumblingOverWhatIsNotInIt() {
        List<JobId> own = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            driver.enqueue(job().tenant(Tenants.OTHER_APP));
            if (i % 7 == 0) {
                own.addFirst(driver.enqueue(job().tenant(Tenants.ORG)).id());
            }
        }
        List<JobId> seen = new ArrayList<>();
        List<Job> page = list(Tenants.APP, null, 1);
        while (!page.isEmpty()) {
            seen.add(page.getFirst().id());
            page = list(Tenants.APP, seen.getLast(), 1);
        }
        assertEquals(own, seen);
    }

    @Test
    void countsJobsByStateAsTheyMoveOn() {
        assertEquals(Map.of(), store.jobs().countByState(Tenant.NONE));
        driver.dead(job());
        driver.commit(driver.running(job()).retry("Again.", Duration.ofHours(1), driver.now()));
        driver.running(job());
        driver.enqueue(2, job());
        assertEquals(
                Map.of(JobState.FAILED, 1L, JobState.RETRYING, 1L, JobState.RUNNING, 1L, JobState.PENDING, 2L),
                store.jobs().countByState(Tenant.NONE));
    }

    @Test
    void measuresQueuesByWhatWaitsAndWhatRuns() {
        assertEquals(Map.of(), store.jobs().depths(Tenant.NONE));
        driver.dead(job().queue("done"));
        driver.commit(driver.running(job().queue("a")).retry("Again.", Duration.ofHours(1), driver.now()));
        driver.running(job().queue("b").tenant(Tenants.APP));
        driver.running(job().queue("a").tenant(Tenants.ORG));
        driver.enqueue(job().queue("a").tenant(Tenants.APP), driver.now().plusSeconds(60));
        assertEquals(
                Map.of(new QueueName("a"), new QueueDepth(2, 1), new QueueName("b"), new QueueDepth(0, 1)),
                store.jobs().depths(Tenant.NONE));
        assertEquals(
                Map.of(new QueueName("a"), new QueueDepth(0, 1)), store.jobs().depths(Tenants.ORG));
    }

    @Test
    @DisplayName("PROTOCOL §5 job.explain: how many go first in the job's own queue and tenant, and how many beside")
    void tellsHowThingsStandInAQueue() {
        Tenant own = Tenants.ORG;
        driver.running(job().tenant(own));
        driver.running(job().tenant(Tenants.OTHER_ORG));
        driver.running(job().tenant(own).queue("elsewhere"));
        driver.enqueue(2, job().tenant(own));
        driver.enqueue(job().tenant(own).name("another name"));
        Job job = driver.enqueue(job().tenant(own));
        driver.enqueue(job().tenant(own).priority(1));
        driver.enqueue(4, job().tenant(own).priority(-1));
        driver.enqueue(job().tenant(own), driver.now().plusSeconds(60));
        driver.enqueue(5, job().tenant(Tenants.APP));
        driver.enqueue(job().tenant(Tenants.APP), driver.now().plusSeconds(60));
        driver.enqueue(7, job().tenant(own).queue("elsewhere"));

        assertEquals(new QueueSituation(false, 2, 1, 4, 5, null), store.jobs().situation(job, driver.now()));
        driver.advance(Duration.ofSeconds(60));
        assertEquals(new QueueSituation(false, 2, 1, 4, 6, null), store.jobs().situation(job, driver.now()));
    }

    @Test
    void countsWhatIsDueBeforeAJobThatIsNot() {
        driver.enqueue(2, job());
        driver.enqueue(job(), driver.now().plusSeconds(30));
        Job later = driver.enqueue(job(), driver.now().plusSeconds(60));
        driver.enqueue(job());
        assertEquals(2, store.jobs().situation(later, driver.now()).ahead());
        driver.advance(Duration.ofSeconds(30));
        assertEquals(3, store.jobs().situation(later, driver.now()).ahead());
    }

    @Test
    void countsTenThousandJobsAheadAndNoMore() {
        List<Change> urgent = new ArrayList<>();
        for (int i = 0; i < QueueSituation.MOST_COUNTED; i++) {
            urgent.add(driver.enqueuing(job().priority(1)));
        }
        Change last = urgent.removeLast();
        driver.commit(urgent);
        Job waiting = driver.enqueue(job());
        Job next = driver.enqueue(job());
        assertEquals(9_999, store.jobs().situation(waiting, driver.now()).ahead());
        assertEquals(10_000, store.jobs().situation(next, driver.now()).ahead());
        driver.commit(last);
        assertEquals(10_000, store.jobs().situation(waiting, driver.now()).ahead());
        assertEquals(10_000, store.jobs().situation(next, driver.now()).ahead());
    }

    @Test
    void tellsWhatIsLeftOfAQueuesRateOnceItWasUsed() {
        driver.enqueue(3, job());
        Job last = driver.enqueue(job());
        assertEquals(null, store.jobs().situation(last, driver.now()).bucket());
        driver.claim(ClaimDraft.upTo(2).rate("default", Rate.perSecond(10)));
        assertEquals(8, store.jobs().situation(last, driver.now()).bucket().tokens(), 1e-6);
    }

    @Test
    void remembersWhichQueuesArePaused() {
        Job job = driver.enqueue(job().queue("a"));
        assertEquals(Set.of(), store.jobs().pausedQueues());
        driver.pause("a", true);
        driver.pause("a", true);
        driver.pause("b", true);
        assertEquals(
                Set.of(new QueueName("a"), new QueueName("b")), store.jobs().pausedQueues());
        assertEquals(true, store.jobs().situation(job, driver.now()).paused());
        driver.pause("a", false);
        driver.pause("never-paused", false);
        assertEquals(Set.of(new QueueName("b")), store.jobs().pausedQueues());
        assertEquals(false, store.jobs().situation(job, driver.now()).paused());
    }

    @Test
    void replacesTheWholeJobWithEachChange() {
        Job job = driver.running(job());
        Job told = driver.commit(job.progress(new Progress(50, "half"), driver.now()));
        assertEquals(told, driver.fresh(job));
        Job done = driver.commit(told.complete(Samples.PAYLOAD, driver.now()));
        assertEquals(done, driver.fresh(job));
        assertEquals(List.of(done), list(Tenant.NONE, null, 10));
    }
}
