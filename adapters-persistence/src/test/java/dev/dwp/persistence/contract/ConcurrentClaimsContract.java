package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.ClaimDraft.upTo;
import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.RunPlaces;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many workers claim at the same time. */
public abstract class ConcurrentClaimsContract extends StoreContract {
    private static final int WORKERS = 6;

    @Test
    @DisplayName("Each job goes to exactly one of many claimers, and is told of once")
    void givesEachJobToOneClaimer() throws Exception {
        Set<JobId> jobs = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            jobs.add(driver.enqueue(job().queue("q" + i % 3).priority(i % 5)).id());
        }
        List<List<Job>> taken = Race.of(WORKERS, worker -> () -> claimAll(worker));
        List<JobId> ids = taken.stream().flatMap(List::stream).map(Job::id).toList();
        assertEquals(jobs.size(), ids.size());
        assertEquals(jobs, Set.copyOf(ids));
        assertEquals(jobs.size(), started().size());
        assertEquals(jobs.size(), Set.copyOf(started()).size());
        for (int worker = 0; worker < WORKERS; worker++) {
            for (Job job : taken.get(worker)) {
                assertEquals(job, driver.fresh(job), "The job is held by whom it was given to.");
            }
        }
    }

    private List<Job> claimAll(int worker) {
        List<Job> all = new ArrayList<>();
        ClaimDraft draft = upTo(1 + worker).by(Driver.worker(10 + worker));
        for (List<Job> some = driver.claim(draft).items();
                !some.isEmpty();
                some = driver.claim(draft).items()) {
            all.addAll(some);
        }
        return all;
    }

    private List<String> started() {
        return driver.log().stream()
                .filter(event -> "job.started".equals(event.data().text("type")))
                .map(event -> String.valueOf(event.data().text("job_id")))
                .toList();
    }

    @Test
    @DisplayName("No queue's concurrency is exceeded, whoever else claims at the same time")
    void runsNoMoreAtATimeThanConcurrencyAllows() throws Exception {
        int most = 3;
        int all = 120;
        driver.enqueue(all / 2, job().tenant(Tenants.ORG));
        driver.enqueue(all / 2, job().tenant(Tenants.OTHER_ORG));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger highest = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Race.of(WORKERS, worker -> () -> {
            ClaimDraft draft = upTo(2).by(Driver.worker(10 + worker)).concurrency("default", most);
            try (Bell bell = new Bell(store, Topic.ROOM)) {
                while (done.get() < all) {
                    List<Job> taken = driver.claim(draft).items();
                    highest.accumulateAndGet(running.addAndGet(taken.size()), Math::max);
                    for (Job job : taken) {
                        running.decrementAndGet();
                        done.incrementAndGet();
                        driver.commit(job.complete(Samples.PAYLOAD, driver.now()));
                    }
                    if (taken.isEmpty() && done.get() < all) {
                        bell.await();
                    }
                }
            }
            return done.get();
        });
        assertEquals(all, done.get());
        assertTrue(highest.get() <= most, () -> highest + " ran at a time.");
    }

    @Test
    @DisplayName("No queue's rate is exceeded, whoever else claims at the same time")
    void startsNoMoreThanARateAllows() throws Exception {
        driver.enqueue(200, job());
        for (int second = 0; second < 3; second++) {
            List<Integer> counts = Race.of(WORKERS, worker -> () -> {
                int count = 0;
                ClaimDraft draft = upTo(3).by(Driver.worker(10 + worker)).rate("default", Rate.perSecond(20));
                for (int i = 0; i < 5; i++) {
                    count += driver.claim(draft).items().size();
                }
                return count;
            });
            assertEquals(20, counts.stream().mapToInt(Integer::intValue).sum());
            driver.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void letsACancelOrAClaimWinButNotBoth() throws Exception {
        List<Job> jobs = driver.enqueue(100, job());
        List<Integer> counts = Race.of(List.of(
                () -> jobs.reversed().stream()
                        .mapToInt(job -> driver.tries(new Change.OfJob(job.cancel(driver.now()))) ? 1 : 0)
                        .sum(),
                () -> claimAll(0).size()));
        assertEquals(100, counts.get(0) + counts.get(1));
        assertEquals(counts.get(1), started().size());
    }

    @Test
    @DisplayName("Each run is taken up by exactly one of many claimers")
    void givesEachRunToOneClaimer() throws Exception {
        Set<RunId> runs = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            runs.add(driver.start(run()).id());
        }
        List<List<RunId>> taken = Race.of(WORKERS, worker -> (Callable<List<RunId>>) () -> takeUpAll(worker));
        List<RunId> ids = taken.stream().flatMap(List::stream).toList();
        assertEquals(runs.size(), ids.size());
        assertEquals(runs, Set.copyOf(ids));
        assertEquals(
                Set.of(1),
                Set.copyOf(driver.runs().stream().map(WorkflowRun::fences).toList()));
    }

    private List<RunId> takeUpAll(int worker) {
        List<RunId> all = new ArrayList<>();
        List<WorkflowRun> some;
        do {
            some = store.runs()
                    .claimDue(
                            driver.lease(Driver.worker(10 + worker)),
                            Set.of(Driver.FLOW),
                            RunPlaces.of(3),
                            driver.now())
                    .items();
            some.forEach(run -> all.add(run.id()));
        } while (!some.isEmpty());
        return all;
    }

    @Test
    void tellsOfClaimsInOneOrderWithEverythingElse() throws Exception {
        Race.of(WORKERS, worker -> () -> {
            for (int i = 0; i < 20; i++) {
                driver.enqueue(job());
                driver.claim(upTo(2).by(Driver.worker(10 + worker)));
            }
            return worker;
        });
        List<Long> numbers =
                driver.log().stream().map(LoggedEvent::cursor).map(this::count).toList();
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(i + 1, numbers.get(i));
        }
        Set<String> enqueued = new HashSet<>();
        for (LoggedEvent event : driver.log()) {
            String id = event.data().text("job_id");
            boolean first = "job.enqueued".equals(event.data().text("type"));
            assertTrue(first ? enqueued.add(id) : enqueued.contains(id), () -> event + " comes too early.");
        }
    }
}
