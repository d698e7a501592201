package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The log: one order, no gap, nothing lost before it is old (PROTOCOL §7.3). */
public abstract class EventLogContract extends StoreContract {

    private Page read(long after, @Nullable Channel channel, Tenant view, int limit) {
        return store.events().read(at(after), channel, view, limit);
    }

    private List<Long> read(long after, int limit) {
        return numbers(read(after, null, Tenant.NONE, limit));
    }

    private List<Long> numbers(Page page) {
        return page.events().stream().map(event -> count(event.cursor())).toList();
    }

    @Test
    void isEmptyAtFirst() {
        assertEquals(store.events().head(), store.events().extent().beforeOldest());
        assertEquals(at(1), store.events().oldest());
        assertEquals(new Page(List.of(), at(0)), read(0, null, Tenant.NONE, 9));
    }

    @Test
    @DisplayName("PROTOCOL §7.3 events carry one total order, without a gap, from the first to the head")
    void numbersEventsWithoutAGap() {
        for (int i = 1; i <= 5; i++) {
            driver.enqueue(job());
            assertEquals(at(i), store.events().head());
        }
        assertEquals(at(1), store.events().oldest());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), read(0, 9));
        assertEquals(List.of(3L, 4L), read(2, 2));
        assertEquals(List.of(5L), read(4, 9));
        assertEquals(List.of(), read(5, 9));
    }

    @Test
    void keepsEventsOfEveryKindToTheLetter() {
        Job job = driver.running(job().tenant(Tenants.ORG).queue("~q!"));
        job = driver.commit(job.progress(new Progress(10, Samples.TEXT), driver.now()));
        driver.advance(Duration.ofMillis(1500));
        job = driver.commit(job.retry(Samples.WITH_NUL, Duration.ofMillis(1), driver.now()));
        WorkflowRun run = driver.start(run().tenant(Tenants.APP));
        run = driver.commit(run.advance(
                Entries.running(run, 1, Samples.TEXT).completed(Samples.PAYLOAD, driver.now()), driver.now()));
        Cursor before = store.events().head();
        Change failing = new Change.OfRun(run.fail(Samples.TEXT, driver.now()));
        CronState cron = new CronState("nightly", "@daily", driver.now(), null);
        Change firing = new Change.CronMoved(
                cron, cron, Tenants.OTHER_ORG, List.of(new CronFired("nightly", job.id(), Tenants.OTHER_ORG)));
        driver.commit(failing, firing);

        List<LoggedEvent> expected = List.of(
                LoggedEvent.of(before.next(), driver.now(), failing.events().getFirst()),
                LoggedEvent.of(
                        before.next().next(), driver.now(), firing.events().getFirst()));
        assertEquals(expected, driver.log(before));
        List<String> types =
                driver.log().stream().map(event -> event.data().text("type")).toList();
        assertEquals(
                List.of(
                        "job.enqueued",
                        "job.started",
                        "job.progress",
                        "job.retrying",
                        "workflow.started",
                        "workflow.step_completed",
                        "workflow.failed",
                        "cron.fired"),
                types);
        assertEquals(Samples.WITH_NUL, driver.log().get(3).data().text("error"));
        assertEquals(Samples.TEXT, driver.log().get(5).data().text("step_name"));
    }

    @Test
    @DisplayName("PROTOCOL §7.1 a channel holds the events that appear on it")
    void readsOneChannel() {
        Job first = driver.enqueue(job());
        Job second = driver.enqueue(job().queue("slow"));
        WorkflowRun run = driver.start(run());
        driver.commit(first.cancel(driver.now()));
        driver.commit(run.complete(Samples.PAYLOAD, driver.now()));
        CronState cron = new CronState("nightly", "@daily", driver.now(), null);
        driver.commit(new Change.CronMoved(
                cron, cron, Tenant.NONE, List.of(new CronFired("nightly", second.id(), Tenant.NONE))));

        assertEquals(List.of(1L, 2L, 4L), on(new Channel.Jobs()));
        assertEquals(List.of(3L, 5L), on(new Channel.Workflows()));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), on(new Channel.Firehose()));
        assertEquals(List.of(1L, 4L), on(new Channel.OneJob(first.id())));
        assertEquals(List.of(2L), on(new Channel.OneJob(second.id())));
        assertEquals(List.of(3L, 5L), on(new Channel.OneRun(run.id())));
        assertEquals(List.of(2L), on(new Channel.Queue(new QueueName("slow"))));
        assertEquals(List.of(1L, 4L), on(new Channel.Queue(QueueName.DEFAULT)));
        assertEquals(List.of(), on(new Channel.Queue(new QueueName("empty"))));
        assertEquals(List.of(), on(new Channel.OneJob(driver.ids().job())));
    }

    private List<Long> on(Channel channel) {
        return numbers(read(0, channel, Tenant.NONE, 99));
    }

    @Test
    @DisplayName("PROTOCOL §4.3 what a view may not see is never an event")
    void readsWhatAViewSees() {
        for (Tenant owner : Tenants.ALL) {
            driver.enqueue(job().tenant(owner));
        }
        for (Tenant view : Tenants.ALL) {
            List<Tenant> seen = Tenants.ALL.stream().filter(view::sees).toList();
            for (Channel channel : new Channel[] {null, new Channel.Jobs(), new Channel.Queue(QueueName.DEFAULT)}) {
                Page page = read(0, channel, view, 99);
                assertEquals(
                        seen, page.events().stream().map(LoggedEvent::tenant).toList(), view.toString());
                assertEquals(at(6), page.upTo());
            }
        }
    }

    @Test
    void saysHowFarItLooked() {
        for (int i = 0; i < 10; i++) {
            driver.enqueue(job().queue(i % 3 == 0 ? "third" : "other"));
        }
        Channel third = new Channel.Queue(new QueueName("third"));
        Page two = read(0, third, Tenant.NONE, 2);
        assertEquals(List.of(1L, 4L), numbers(two));
        assertTrue(
                count(two.upTo()) >= 4 && count(two.upTo()) < 7, () -> "A page ends before what is not in it: " + two);
        Page rest = read(count(two.upTo()), third, Tenant.NONE, 9);
        assertEquals(List.of(7L, 10L), numbers(rest));
        assertEquals(at(10), rest.upTo());
        assertEquals(new Page(List.of(), at(10)), read(0, third, Tenants.ORG, 9));
        assertEquals(new Page(List.of(), at(10)), read(10, third, Tenant.NONE, 9));
        assertEquals(at(10), read(9, null, Tenant.NONE, 1).upTo());
    }

    @Test
    void readsOnThroughALongLogToTheLast() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            changes.add(driver.enqueuing(job().queue(i % 1_000 == 999 ? "rare" : "often")));
        }
        driver.commit(changes);
        Channel rare = new Channel.Queue(new QueueName("rare"));
        List<Long> seen = new ArrayList<>();
        Cursor at = Cursor.START;
        for (int reads = 0; count(at) < 5_000; reads++) {
            assertTrue(reads < 5_000, "Reading must go on.");
            Page page = store.events().read(at, rare, Tenant.NONE, 2);
            seen.addAll(numbers(page));
            at = page.upTo();
        }
        assertEquals(List.of(1_000L, 2_000L, 3_000L, 4_000L, 5_000L), seen);
        assertEquals(5_000, driver.log().size());
    }

    @Test
    void dropsTheOldestBeyondACount() {
        driver.enqueue(10, job());
        assertEquals(0, store.events().trim(10, Instant.MIN, 99));
        assertEquals(6, store.events().trim(4, Instant.MIN, 99));
        assertEquals(at(7), store.events().oldest());
        assertEquals(at(10), store.events().head());
        assertEquals(List.of(7L, 8L, 9L, 10L), read(6, 9));
        assertEquals(0, store.events().trim(4, Instant.MIN, 99));
    }

    @Test
    @DisplayName("PROTOCOL §7.3 of events that were committed together, too, the oldest go and the others stay")
    void dropsAPartOfWhatWasCommittedTogether() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changes.add(driver.enqueuing(job().queue(i % 2 == 0 ? "even" : "odd")));
        }
        driver.commit(changes);
        assertEquals(7, store.events().trim(3, Instant.MIN, 99));
        assertEquals(at(8), store.events().oldest());
        assertEquals(3, store.events().extent().kept());
        assertEquals(List.of(8L, 9L, 10L), read(7, 9));
        assertEquals(List.of(9L), numbers(read(7, new Channel.Queue(new QueueName("even")), Tenant.NONE, 9)));
        assertEquals(at(7), assertThrows(CursorExpired.class, () -> read(6, 9)).beforeOldest());
        assertEquals(2, store.events().trim(0, Instant.MIN, 2));
        assertEquals(List.of(10L), read(9, 9));
        assertEquals(1, store.events().trim(0, Instant.MIN, 2));
        assertEquals(at(11), store.events().oldest());
    }

    @Test
    @DisplayName("PROTOCOL §7.3 a rare channel is read to its last event, however much lies between")
    void findsTheEventsOfOneAmongMany() {
        Job rare = driver.enqueue(job().queue("rare").tenant(Tenants.ORG));
        for (int commit = 0; commit < 5; commit++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                changes.add(driver.enqueuing(job()));
            }
            driver.commit(changes);
        }
        WorkflowRun run = driver.start(run());
        driver.commit(rare.cancel(driver.now()));
        assertEquals(List.of(1L, 3_003L), whole(new Channel.OneJob(rare.id()), Tenants.ORG));
        assertEquals(List.of(1L, 3_003L), whole(new Channel.Queue(new QueueName("rare")), Tenant.NONE));
        assertEquals(List.of(1L, 3_003L), whole(null, Tenants.APP));
        assertEquals(List.of(), whole(new Channel.Workflows(), Tenants.APP));
        assertEquals(List.of(3_002L), whole(new Channel.OneRun(run.id()), Tenant.NONE));
        assertEquals(3_002, whole(new Channel.Jobs(), Tenant.NONE).size());
    }

    /** Reads on until a page does not move on. */
    private List<Long> whole(@Nullable Channel channel, Tenant view) {
        List<Long> seen = new ArrayList<>();
        long at = 0;
        Page page = read(at, channel, view, 100);
        while (count(page.upTo()) > at) {
            seen.addAll(numbers(page));
            at = count(page.upTo());
            page = read(at, channel, view, 100);
        }
        return seen;
    }

    @Test
    void dropsThoseCommittedBeforeAnInstant() {
        driver.enqueue(2, job());
        driver.advance(Duration.ofSeconds(1));
        Instant instant = driver.now();
        driver.enqueue(2, job());
        assertEquals(2, store.events().trim(Long.MAX_VALUE, instant, 99));
        assertEquals(at(3), store.events().oldest());
        assertEquals(0, store.events().trim(Long.MAX_VALUE, instant, 99));
        assertEquals(2, store.events().trim(Long.MAX_VALUE, instant.plusNanos(1_000), 99));
    }

    @Test
    void dropsNoMoreAtATimeThanAskedFor() {
        driver.enqueue(10, job());
        assertEquals(3, store.events().trim(4, Instant.MIN, 3));
        assertEquals(at(4), store.events().oldest());
        assertEquals(3, store.events().trim(4, Instant.MIN, 9));
    }

    @Test
    void goesOnCountingAfterEverythingWasDropped() {
        driver.enqueue(3, job());
        assertEquals(3, store.events().trim(0, Instant.MIN, 99));
        assertEquals(at(3), store.events().head());
        assertEquals(at(4), store.events().oldest());
        assertEquals(new Page(List.of(), at(3)), read(3, null, Tenant.NONE, 9));
        driver.enqueue(job());
        assertEquals(List.of(4L), read(3, 9));
        assertEquals(at(4), store.events().oldest());
    }

    @Test
    @DisplayName(
            "PROTOCOL §7.3 asking for what is no longer kept is refused with the cursor just before the oldest kept event")
    void refusesToReadFromWhereSomethingIsMissing() {
        driver.enqueue(10, job());
        store.events().trim(4, Instant.MIN, 99);
        for (long after : new long[] {0, 5}) {
            for (Channel channel : new Channel[] {null, new Channel.Workflows()}) {
                CursorExpired expired = assertThrows(CursorExpired.class, () -> read(after, channel, Tenant.NONE, 9));
                assertEquals(at(6), expired.beforeOldest());
            }
        }
        assertEquals(List.of(7L, 8L, 9L, 10L), read(6, 9));
        store.events().trim(0, Instant.MIN, 99);
        assertEquals(at(10), assertThrows(CursorExpired.class, () -> read(9, 9)).beforeOldest());
    }

    @Test
    void leavesJobsAndRunsWhenTheirEventsAreDropped() {
        Job job = driver.enqueue(job());
        store.events().trim(0, Instant.MIN, 99);
        assertEquals(job, driver.fresh(job));
        assertEquals(at(1), store.jobs().snapshot(job.id()).orElseThrow().cursor());
    }

    @Test
    @DisplayName("PROTOCOL §7.3 evt-0 is the beginning, until an event has been dropped")
    void beginsAtTheBeginning() {
        assertEquals(
                List.of(),
                store.events().read(Cursor.START, null, Tenant.NONE, 9).events());
        driver.enqueue(2, job());
        assertEquals(List.of(1L, 2L), numbers(store.events().read(Cursor.START, null, Tenant.NONE, 9)));
        assertEquals(2, store.events().extent().kept());
        assertEquals(at(0), store.events().extent().beforeOldest());
        store.events().trim(1, Instant.MIN, 99);
        assertThrows(CursorExpired.class, () -> store.events().read(Cursor.START, null, Tenant.NONE, 9));
        assertEquals(1, store.events().extent().kept());
    }
}
