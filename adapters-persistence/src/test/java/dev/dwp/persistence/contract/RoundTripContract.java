package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Waiter;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.BranchRef;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunChange;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.StepKind;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is read is what was written, to the last field. */
public abstract class RoundTripContract extends StoreContract {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void keepsEveryFieldOfAJobThroughItsLife() {
        RetryPolicy retry = new RetryPolicy(7, Duration.ofMillis(123), 1.7, Duration.ofHours(3), 0.3);
        JobDraft draft = job().name("work")
                .queue("~q!")
                .payload(Samples.PAYLOAD)
                .priority(-3)
                .retry(retry)
                .timeout(Duration.ofMillis(1234))
                .key(Samples.TEXT)
                .tenant(Tenants.ORG)
                .traceparent(TRACE);
        same(driver.enqueue(draft));
        Job job = same(driver.claim(1).getFirst());
        tick();
        job = same(driver.commit(job.progress(new Progress(33, Samples.TEXT), driver.now())));
        job = same(driver.commit(job.progress(new Progress(100, null), driver.now())));
        tick();
        same(driver.commit(job.retry(Samples.TEXT, Duration.ofMillis(10), driver.now())));
        driver.advance(Duration.ofMillis(10));
        job = same(driver.claim(1).getFirst());
        same(driver.commit(job.release("stopping", driver.now())));
        job = same(driver.claim(1).getFirst());
        job = same(driver.commit(job.fail("", driver.now())));
        assertEquals(3, job.attempts().size());
        tick();
        same(driver.commit(job.replay(driver.now())));
        job = same(driver.claim(1).getFirst());
        same(driver.commit(job.complete(Samples.PAYLOAD, driver.now())));
    }

    private void tick() {
        driver.advance(Duration.ofNanos(1_001_000));
    }

    private Job same(Job job) {
        assertEquals(job, driver.fresh(job));
        assertEquals(List.of(job), driver.jobs());
        return job;
    }

    @Test
    void keepsTheAbsenceOfEveryFieldOfAJob() {
        Job job = same(driver.enqueue(job().payload(Value.NULL)));
        assertEquals(Value.NULL, driver.fresh(job).spec().payload());
        same(driver.commit(job.cancel(driver.now())));
    }

    @Test
    void keepsALongHistory() {
        Job job = driver.running(job().retry(RetryPolicy.DEFAULT.withMaxRetries(100)));
        for (int i = 0; i < Job.ATTEMPTS_KEPT + 5; i++) {
            driver.commit(job.retry("Attempt " + i, Duration.ZERO, driver.now()));
            driver.advance(Duration.ofSeconds(1));
            job = driver.claim(1).getFirst();
        }
        assertEquals(Job.ATTEMPTS_KEPT, same(job).attempts().size());
    }

    @Test
    @DisplayName("PROTOCOL §2 any value is a payload and a result, and comes back without loss")
    void keepsBareValues() {
        for (Value value : Samples.bareValues()) {
            Job done = driver.commit(driver.running(job().payload(value)).complete(value, driver.now()));
            assertEquals(done, driver.fresh(done));
        }
    }

    @Test
    void keepsTheOrderOfMembers() {
        Job done =
                driver.commit(driver.running(job().payload(Samples.PAYLOAD)).complete(Samples.PAYLOAD, driver.now()));
        List<String> order = Samples.order(Samples.PAYLOAD);
        assertEquals(order, Samples.order(driver.fresh(done).spec().payload()));
        assertEquals(order, Samples.order(driver.fresh(done).result()));
        List<LoggedEvent> log = driver.log();
        assertEquals(
                List.of("type", "topic", "job_id"),
                Samples.order(log.getLast().data()).subList(0, 3));
    }

    @Test
    @DisplayName("PROTOCOL §2 a text may hold any character, U+0000 too")
    void keepsTextsThatHoldTheNullCharacter() {
        Tenant tenant = new Tenant(Samples.WITH_NUL, Samples.WITH_NUL + "2");
        JobDraft draft = job().name(Samples.WITH_NUL).key(Samples.WITH_NUL).tenant(tenant);
        Job job = same(driver.running(draft));
        job = same(driver.commit(job.progress(new Progress(1, Samples.WITH_NUL), driver.now())));
        job = same(driver.commit(job.fail(Samples.WITH_NUL, driver.now())));
        assertEquals(
                Optional.of(job),
                store.jobs().findByKey(tenant, Samples.WITH_NUL, job.spec().key(), driver.now()));
        assertEquals(tenant, driver.log().getLast().tenant());

        WorkflowRun run = driver.start(run().key(Samples.WITH_NUL).tenant(tenant));
        Await.ForSignal await = new Await.ForSignal(Samples.WITH_NUL, Samples.WITH_NUL, null);
        TimelineEntry entry = Entries.waiting(run, 1, await, driver.now());
        run = driver.commit(run.advance(entry, driver.now()));
        Signal signal = driver.signal(Samples.WITH_NUL, Samples.WITH_NUL, tenant);
        assertEquals(Optional.of(new Waiter(run, entry)), store.signals().longestWaiting(signal));
        driver.keep(signal);
        assertEquals(Optional.of(signal), store.signals().oldestKept(run, await));
        TimelineEntry failed = entry.failed(Samples.WITH_NUL, driver.now());
        run = same(driver.commit(run.advance(failed, driver.now())), failed);
        same(driver.commit(run.fail(Samples.WITH_NUL, driver.now())), failed);
    }

    @Test
    void keepsEveryFieldOfARunThroughItsLife() {
        WorkflowRun parent = driver.start(run().name("parent"));
        RunDraft draft = run().version(1)
                .input(Samples.PAYLOAD)
                .key(Samples.TEXT)
                .tenant(Tenants.ORG)
                .childOf(parent.id(), true)
                .traceparent(TRACE);
        same(driver.start(draft));
        WorkflowRun run = same(driver.claimRuns(1).getFirst());
        tick();
        TimelineEntry step = Entries.running(run, 1, Samples.TEXT);
        run = same(driver.commit(run.advance(step, driver.now())), step);
        TimelineEntry done = step.completed(Samples.PAYLOAD, driver.now());
        run = same(driver.commit(run.advance(done, driver.now())), done);
        run = same(driver.commit(run.suspend(driver.now().plusSeconds(9), driver.now())), done);
        same(driver.commit(run.requestCancel(driver.now())), done);
        run = same(driver.claimRuns(1).getFirst(), done);
        same(driver.commit(run.release(driver.now())), done);
        run = same(driver.claimRuns(1).getFirst(), done);
        assertEquals(3, run.fences());
        run = same(driver.commit(run.cancel(Samples.TEXT, driver.now())), done);
        tick();
        same(driver.commit(run.replay(driver.now())), done);
        run = same(driver.claimRuns(1).getFirst(), done);
        run = same(driver.commit(run.rollBack(Samples.TEXT, driver.now())), done);
        run = same(driver.commit(run.fail(Samples.TEXT, driver.now())), done);
        run = same(driver.commit(run.replay(driver.now())), done);
        run = same(driver.commit(run.suspend(null, driver.now())), done);
        same(driver.commit(run.complete(Samples.PAYLOAD, driver.now())), done);
    }

    private WorkflowRun same(WorkflowRun run, TimelineEntry... entries) {
        assertEquals(run, driver.fresh(run));
        assertEquals(List.of(entries), store.runs().timeline(run.id()));
        return run;
    }

    @Test
    void keepsTheAbsenceOfEveryFieldOfARun() {
        WorkflowRun run = same(driver.start(run().input(Value.NULL)));
        same(driver.commit(run.complete(Value.NULL, driver.now())));
    }

    @Test
    void keepsInstantsToTheMicrosecond() {
        Instant nanos = driver.now().plusNanos(1_999);
        Job job = driver.enqueue(job(), nanos);
        assertEquals(driver.now().plusNanos(1_000), driver.fresh(job).runAt().truncatedTo(ChronoUnit.MICROS));
        driver.advance(Duration.ofNanos(2_000));
        assertEquals(1, driver.claim(1).size());
    }

    @Test
    @DisplayName("PROTOCOL §6 timelines show every kind of entry in every state, with what it waits for")
    void keepsEveryKindOfEntry() {
        WorkflowRun run = driver.start(run());
        List<TimelineEntry> entries = new ArrayList<>();
        for (StepKind kind : StepKind.values()) {
            for (EntryState state : EntryState.values()) {
                for (Await await : awaits()) {
                    entries.add(entry(run, entries.size() + 1, kind, state, await));
                }
            }
        }
        for (TimelineEntry entry : entries) {
            RunChange change = run.advance(entry, driver.now());
            run = driver.commit(change);
        }
        assertEquals(entries, store.runs().timeline(run.id()));
    }

    private List<@Nullable Await> awaits() {
        AwaitGroup group = new AwaitGroup(Samples.TEXT, AwaitGroup.Mode.ANY);
        List<@Nullable Await> awaits = new ArrayList<>();
        awaits.add(null);
        awaits.add(new Await.ForSignal(Samples.TEXT, Samples.TEXT, driver.now().plusSeconds(60), group));
        awaits.add(new Await.ForSignal("name", null, null));
        awaits.add(new Await.ForTime(driver.now().plusNanos(1_000)));
        awaits.add(new Await.ForChild(driver.ids().run()));
        awaits.add(new Await.ForChild(driver.ids().run(), new AwaitGroup("all", AwaitGroup.Mode.ALL)));
        return awaits;
    }

    private TimelineEntry entry(WorkflowRun run, int seq, StepKind kind, EntryState state, @Nullable Await awaits) {
        return new TimelineEntry(
                run.id(),
                seq,
                "step " + seq,
                kind,
                seq % 2 == 0 ? new BranchRef(seq, seq % 5) : null,
                state,
                1 + seq % 3,
                awaits,
                driver.now().minusSeconds(seq),
                state.ended() ? driver.now() : null,
                state == EntryState.COMPLETED ? Samples.PAYLOAD : null,
                state == EntryState.FAILED ? Samples.TEXT : null);
    }

    @Test
    void keepsEveryFieldOfASignal() {
        WorkflowRun run = driver.start(run().tenant(Tenants.ORG));
        Signal full = new Signal(
                driver.ids().signal(),
                Samples.TEXT,
                Samples.TEXT,
                Samples.PAYLOAD,
                Tenants.OTHER_APP,
                run.id(),
                driver.now());
        Signal bare = new Signal(driver.ids().signal(), "bare", null, Value.NULL, Tenants.ORG, null, driver.now());
        driver.commit(new Change.SignalKept(full), new Change.SignalKept(bare));
        assertEquals(Optional.of(full), store.signals().oldestKept(run, new Await.ForSignal(Samples.TEXT, null, null)));
        assertEquals(Optional.of(bare), store.signals().oldestKept(run, new Await.ForSignal("bare", null, null)));
    }
}
