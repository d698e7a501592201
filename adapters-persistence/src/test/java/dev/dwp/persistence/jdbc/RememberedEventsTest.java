package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.WorkflowRun;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.contract.Samples;
import dev.dwp.persistence.contract.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one PostgreSQL: the one that has committed reads from memory what the other reads from the database. */
class RememberedEventsTest {
    private String url;
    private Store writer;
    private Store reader;
    private Driver driver;

    /** The number that the log counts from. */
    private long base;

    private Cursor at(long n) {
        return new Cursor(base + n);
    }

    @BeforeEach
    void open() {
        url = PostgresServer.emptyDatabase();
        writer = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads());
        reader = JdbcStores.postgres(url, Formats.JSON, new SupervisedThreads());
        base = writer.events().head().n();
        // finer than a database keeps instants
        driver = new Driver(writer, Driver.NOW.plusNanos(789));
    }

    @AfterEach
    void close() {
        writer.close();
        reader.close();
    }

    @Test
    void areToTheLetterWhatTheDatabaseWouldAnswer() {
        for (Tenant tenant : Tenants.ALL) {
            tell(tenant, "work-" + Tenants.ALL.indexOf(tenant));
        }
        assertEquals(
                Set.of(
                        "job.enqueued",
                        "job.started",
                        "job.progress",
                        "job.retrying",
                        "job.completed",
                        "job.cancelled",
                        "job.failed",
                        "job.dlq",
                        "workflow.started",
                        "workflow.failed",
                        "cron.fired"),
                new TreeSet<>(reader.events().read(at(0), null, Tenant.NONE, 999).events().stream()
                        .map(event -> event.data().text("type"))
                        .toList()));
        List<Page> stored = pages(reader.events());
        PostgresServer.run(url, "DELETE FROM dwp_segment");
        assertEquals(stored, pages(writer.events()));
        assertFalse(stored.equals(pages(reader.events())), "The events are in the memory of one server alone.");
    }

    private void tell(Tenant tenant, String name) {
        Job told = driver.running(job().name(name).tenant(tenant).queue("mail"));
        told = driver.commit(told.progress(new Progress(33, Samples.TEXT), driver.now()));
        driver.advance(Duration.ofMillis(1500));
        driver.commit(told.retry(Samples.WITH_NUL, Duration.ofMillis(1), driver.now()));
        driver.commit(driver.running(job().tenant(tenant)).complete(Samples.PAYLOAD, driver.now()));
        driver.commit(driver.enqueue(job().tenant(tenant), driver.now().plusNanos(1_001))
                .cancel(driver.now()));
        driver.dead(job().tenant(tenant));
        WorkflowRun run = driver.start(run().tenant(tenant));
        driver.commit(run.fail(Samples.TEXT, driver.now()));
        CronState cron = new CronState(name, "@daily", driver.now(), null);
        driver.commit(new Change.CronMoved(cron, cron, tenant, List.of(new CronFired(name, told.id(), tenant))));
    }

    /** Of each channel and view, from each cursor but the last, in pages of several sizes. */
    private List<Page> pages(EventLog log) {
        List<Page> pages = new ArrayList<>();
        long head = log.head().n() - base;
        for (Channel channel : channels()) {
            for (Tenant view : Tenants.ALL) {
                for (long after = 0; after < head; after += 7) {
                    pages.add(log.read(at(after), channel, view, 1));
                    pages.add(log.read(at(after), channel, view, 999));
                }
            }
        }
        for (long after = 0; after < head; after++) {
            pages.add(log.read(at(after), null, Tenant.NONE, 5));
        }
        return pages;
    }

    private Set<Channel> channels() {
        Set<Channel> channels = new LinkedHashSet<>();
        driver.jobs()
                .forEach(job -> channels.addAll(List.of(
                        new Channel.Jobs(),
                        new Channel.OneJob(job.id()),
                        new Channel.Queue(job.spec().queue()))));
        driver.runs().forEach(run -> channels.addAll(List.of(new Channel.Workflows(), new Channel.OneRun(run.id()))));
        channels.add(new Channel.Firehose());
        return channels;
    }

    @Test
    void comeInOneOrderWithThoseThatOthersCommitInBetween() {
        Driver other = new Driver(reader, Instant.parse("2031-01-01T00:00:00Z"));
        List<String> jobs = new ArrayList<>();
        for (int turn = 0; turn < 20; turn++) {
            Driver next = turn % 3 == 0 ? other : driver;
            jobs.add(next.enqueue(job()).id().text());
            for (Store store : List.of(writer, reader)) {
                for (long after = 0; after <= jobs.size(); after++) {
                    assertEquals(jobs.subList((int) after, jobs.size()), jobsAfter(store, after));
                }
            }
        }
    }

    private List<String> jobsAfter(Store store, long after) {
        return Stream.iterate(
                        store.events().read(at(after), null, Tenant.NONE, 6),
                        page -> !page.events().isEmpty(),
                        page -> store.events().read(page.upTo(), null, Tenant.NONE, 6))
                .flatMap(page -> page.events().stream())
                .map(LoggedEvent::data)
                .map(data -> String.valueOf(data.text("job_id")))
                .toList();
    }

    @Test
    void areStillThereWhenAnotherServerHasDroppedThem() {
        driver.enqueue(5, job());
        assertEquals(3, reader.events().trim(2, Instant.MIN, 99));
        assertEquals(at(4), writer.events().oldest());
        assertEquals(
                5, writer.events().read(at(0), null, Tenant.NONE, 9).events().size());
        writer.events().trim(1, Instant.MIN, 99);
        assertEquals(at(5), writer.events().oldest());
        assertEquals(
                1, writer.events().read(at(4), null, Tenant.NONE, 9).events().size());
    }
}
