package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many write and read at the same time. */
public abstract class ConcurrentCommitsContract extends StoreContract {
    private static final int WRITERS = 6;

    private static long wins(List<Boolean> results) {
        return results.stream().filter(won -> won).count();
    }

    @Test
    void letsExactlyOneOfManyChangeARevision() throws Exception {
        for (int round = 0; round < 10; round++) {
            Job job = driver.enqueue(job());
            WorkflowRun run = driver.start(run());
            Change ofJob = new Change.OfJob(job.cancel(driver.now()));
            Change ofRun = new Change.OfRun(run.requestCancel(driver.now()));
            assertEquals(1, wins(Race.of(WRITERS, writer -> () -> driver.tries(ofJob))));
            assertEquals(1, wins(Race.of(WRITERS, writer -> () -> driver.tries(ofRun))));
        }
    }

    @Test
    @DisplayName("PROTOCOL §5 one key makes one job and one run, however many ask at once")
    void letsExactlyOneOfManyTakeAKey() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "key " + round;
            assertEquals(1, wins(Race.of(WRITERS, writer -> () -> driver.tries(driver.enqueuing(job().key(key))))));
            assertEquals(1, wins(Race.of(WRITERS, writer -> () -> driver.tries(driver.starting(run().key(key))))));
        }
        assertEquals(10, driver.jobs().size());
        assertEquals(10, driver.runs().size());
        assertEquals(20, driver.log().size());
    }

    @Test
    void firesACronEntryOnceHoweverManyTry() throws Exception {
        CronState before = new CronState("nightly", "@daily", driver.now(), null);
        driver.commit(new Change.CronMoved(before, before, Tenant.NONE, List.of()));
        CronState after = new CronState("nightly", "@daily", driver.now().plusSeconds(60), driver.now());
        Change moved = new Change.CronMoved(before, after, Tenant.NONE, List.of());
        assertEquals(1, wins(Race.of(WRITERS, writer -> () -> driver.tries(driver.enqueuing(job()), moved))));
        assertEquals(1, driver.jobs().size());
    }

    @Test
    @DisplayName("PROTOCOL §7.3 one total order without a gap, whoever reads while others write")
    void letsReadersFollowWritersWithoutAGapOrARepeat() throws Exception {
        int sets = 60;
        List<Callable<List<LoggedEvent>>> actions = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            actions.add(() -> write(sets));
        }
        Channel slow = new Channel.Queue(new QueueName("slow"));
        actions.add(() -> follow(null, 2 * sets * WRITERS));
        actions.add(() -> follow(null, 2 * sets * WRITERS));
        actions.add(() -> follow(slow, sets * WRITERS));
        List<List<LoggedEvent>> results = Race.of(actions);

        List<LoggedEvent> log = driver.log();
        for (int i = 0; i < log.size(); i++) {
            assertEquals(at(i + 1), log.get(i).cursor());
        }
        assertEquals(log, results.get(WRITERS));
        assertEquals(log, results.get(WRITERS + 1));
        assertEquals(
                log.stream().filter(event -> event.channels().contains(slow)).toList(), results.get(WRITERS + 2));
    }

    /** Two jobs in each set; what was committed is there for whoever committed it, at once and together. */
    private List<LoggedEvent> write(int sets) {
        List<LoggedEvent> own = new ArrayList<>();
        for (int i = 0; i < sets; i++) {
            Change.OfJob first = driver.enqueuing(job());
            Change.OfJob second = driver.enqueuing(job().queue("slow"));
            Cursor last = driver.commit(first, second);
            assertEquals(first.change().job(), driver.fresh(first.change().job()));
            assertTrue(store.events().head().compareTo(last) >= 0);
            List<LoggedEvent> told = store.events()
                    .read(last.previous().previous(), null, Tenant.NONE, 2)
                    .events();
            assertEquals(
                    List.of(
                            LoggedEvent.of(
                                    last.previous(),
                                    driver.now(),
                                    first.events().getFirst()),
                            LoggedEvent.of(last, driver.now(), second.events().getFirst())),
                    told);
            own.addAll(told);
        }
        return own;
    }

    private List<LoggedEvent> follow(@Nullable Channel channel, int count) throws InterruptedException {
        List<LoggedEvent> seen = new ArrayList<>();
        Cursor at = Cursor.START;
        try (Bell bell = new Bell(store, Topic.EVENTS)) {
            while (seen.size() < count) {
                var page = store.events().read(at, channel, Tenant.NONE, 7);
                seen.addAll(page.events());
                if (page.upTo().equals(at)) {
                    bell.await();
                }
                at = page.upTo();
            }
        }
        return seen;
    }

    @Test
    @DisplayName("PROTOCOL §5 a snapshot is the job as of its cursor")
    void readsSnapshotsThatAgreeWithTheLog() throws Exception {
        Job job = driver.running(job());
        Channel channel = new Channel.OneJob(job.id());
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Boolean>> actions = new ArrayList<>();
        actions.add(() -> {
            Job current = job;
            for (int percent = 1; percent <= 100; percent++) {
                current = driver.commit(current.progress(new Progress(percent, null), driver.now()));
            }
            done.set(true);
            return true;
        });
        actions.add(() -> {
            while (!done.get()) {
                driver.enqueue(job());
            }
            return true;
        });
        for (int reader = 0; reader < 2; reader++) {
            actions.add(() -> {
                do {
                    var snapshot = store.jobs().snapshot(job.id()).orElseThrow();
                    assertEquals(
                            snapshot.item().revision(),
                            told(channel, snapshot.cursor()),
                            "One event tells of each revision.");
                } while (!done.get());
                return true;
            });
        }
        Race.of(actions);
    }

    /** How many events of a channel the log has up to a cursor. */
    private long told(Channel channel, Cursor last) {
        long count = 0;
        for (Cursor at = Cursor.START; at.compareTo(last) < 0; ) {
            Page page = store.events().read(at, channel, Tenant.NONE, 1_000);
            count += page.events().stream()
                    .filter(event -> event.cursor().compareTo(last) <= 0)
                    .count();
            at = page.upTo();
        }
        return count;
    }

    @Test
    void showsNothingOfRefusedSetsToAnyone() throws Exception {
        Job stale = driver.enqueue(job());
        driver.commit(stale.cancel(driver.now()));
        Picture before = Picture.of(store, driver);
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Boolean>> actions = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            actions.add(() -> {
                for (int i = 0; i < 100; i++) {
                    assertEquals(
                            false,
                            driver.tries(
                                    driver.enqueuing(job()),
                                    driver.starting(run()),
                                    new Change.OfJob(stale.cancel(driver.now()))));
                }
                done.set(true);
                return true;
            });
        }
        actions.add(() -> {
            do {
                assertEquals(before, Picture.of(store, driver));
            } while (!done.get());
            return true;
        });
        Race.of(actions);
    }

    @Test
    @DisplayName("PROTOCOL §5 a list read page by page shows each job once that was there all the time")
    void keepsTheCursorsOfListsStable() throws Exception {
        List<JobId> stay = driver.enqueue(60, job().tenant(Tenants.ORG)).stream()
                .map(Job::id)
                .toList();
        List<Job> go = driver.enqueue(60, job().tenant(Tenants.OTHER_ORG));
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Boolean>> actions = new ArrayList<>();
        actions.add(() -> {
            for (Job job : go) {
                Job running = driver.commit(job.claim(driver.lease(Driver.WORKER), driver.now()));
                driver.commit(new Change.JobPurged(driver.commit(running.fail("No.", driver.now()))));
                driver.enqueue(job().tenant(Tenants.OTHER_APP));
            }
            done.set(true);
            return true;
        });
        actions.add(() -> {
            for (JobId id : stay) {
                Job job = store.jobs().find(id).orElseThrow();
                job = driver.commit(job.claim(driver.lease(Driver.WORKER), driver.now()));
                driver.commit(job.complete(Samples.PAYLOAD, driver.now()));
            }
            return true;
        });
        for (Tenant view : List.of(Tenant.NONE, Tenants.ORG)) {
            actions.add(() -> {
                do {
                    List<JobId> seen = new ArrayList<>(pages(view));
                    seen.retainAll(stay);
                    Collections.reverse(seen);
                    assertEquals(stay, seen);
                } while (!done.get());
                return true;
            });
        }
        Race.of(actions);
    }

    private List<JobId> pages(Tenant view) {
        List<JobId> seen = new ArrayList<>();
        List<Job> page;
        do {
            JobId last = seen.isEmpty() ? null : seen.getLast();
            page = store.jobs().list(new JobQuery(view, null, null, null, last, 7));
            page.forEach(job -> seen.add(job.id()));
        } while (!page.isEmpty());
        return seen;
    }

    @Test
    @DisplayName(
            "Whatever many do to the same jobs, the log tells of every revision and ends in the state that is stored")
    void tellsTheSameStoryAsTheState() throws Exception {
        List<Job> jobs = driver.enqueue(20, job());
        Race.of(WRITERS, writer -> () -> {
            int refused = 0;
            for (int i = 0; i < 150; i++) {
                Job job = driver.fresh(jobs.get((i * 7 + writer * 3) % jobs.size()));
                Change change = nextChange(job, i + writer);
                if (change != null && !driver.tries(change)) {
                    refused++;
                }
            }
            return refused;
        });
        for (Job job : jobs) {
            List<LoggedEvent> told = store.events()
                    .read(Cursor.START, new Channel.OneJob(job.id()), Tenant.NONE, 10_000)
                    .events();
            long changes = told.stream()
                    .filter(event -> !"job.dlq".equals(event.data().text("type")))
                    .count();
            Job now = driver.fresh(job);
            assertEquals(now.revision(), changes);
            assertEquals(Value.of(now.state().wireName()), told.getLast().data().member("state"));
        }
        assertEquals(
                20,
                store.jobs().countByState(Tenant.NONE).values().stream()
                        .mapToLong(n -> n)
                        .sum());
    }

    private Change nextChange(Job job, int choice) {
        var now = driver.now();
        return switch (job.state()) {
            case PENDING, RETRYING ->
                new Change.OfJob(choice % 9 == 0 ? job.cancel(now) : job.claim(driver.lease(Driver.WORKER), now));
            case RUNNING ->
                new Change.OfJob(
                        switch (choice % 5) {
                            case 0 -> job.fail("No.", now);
                            case 1 -> job.retry("Again.", Duration.ZERO, now);
                            case 2 -> job.release("Stopping.", now);
                            case 3 -> job.complete(Samples.PAYLOAD, now);
                            default -> job.progress(new Progress(choice % 100, null), now);
                        });
            case FAILED -> new Change.OfJob(job.replay(now));
            case COMPLETED, CANCELLED -> null;
        };
    }
}
