package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that falls silent: nothing is refused and no connection is closed, but no answer ever comes. */
class SilentDatabaseTest {
    private static final int READS = 80;

    private final String direct = PostgresServer.emptyDatabase();
    private TcpProxy proxy;
    private String proxied;

    @BeforeEach
    void standBetween() throws Exception {
        int port = URI.create(direct.substring("jdbc:".length())).getPort();
        proxy = new TcpProxy(port);
        proxied = direct.replace(":" + port, ":" + proxy.port());
    }

    @AfterEach
    void goAway() throws Exception {
        proxy.close();
    }

    private Store open() {
        return JdbcStores.postgres(proxied, Formats.JSON, new SupervisedThreads());
    }

    /** With an answer limit of half a minute for each of them they would take minutes: a few at a time wait. */
    @Test
    void refusesReadsAtOnceWhileItIsAwayAndGoesOnByItself() throws Exception {
        try (Store store = open()) {
            Driver driver = new Driver(store, Driver.NOW);
            Job kept = driver.enqueue(job());
            proxy.fallSilent();
            assertEquals(READS, refused(store, kept));
            assertEquals(READS, refused(store, kept), "It is known to be away.");
            assertThrows(StoreUnavailable.class, () -> driver.enqueue(job()));
            assertTrue(!store.healthy());

            proxy.speak();
            Eventually.holds(store, "It tells when the database answers again.", store::healthy);
            assertEquals(kept, store.jobs().find(kept.id()).orElseThrow());
            assertEquals(1, driver.claim(1).size());
        }
    }

    private static int refused(Store store, Job job) throws Exception {
        List<Callable<Integer>> reads = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            reads.add(() -> {
                assertThrows(StoreUnavailable.class, () -> store.jobs().find(job.id()));
                return 1;
            });
        }
        return Together.run(reads).size();
    }

    /** Nobody asks anything: the store finds out by its own heartbeat. */
    @Test
    void isNoticedWithoutBeingAsked() throws Exception {
        try (Store store = open()) {
            assertTrue(store.healthy());
            proxy.fallSilent();
            Eventually.holds(store, "It notices.", () -> !store.healthy());
        }
    }

    /** Another transaction holds the head of the log, so the commit is under way when the silence begins. */
    @Test
    void isLetGoOfWhenTheStoreIsClosedAndLeavesACommitInDoubt() throws Exception {
        Store store = open();
        try (Connection other = DriverManager.getConnection(direct)) {
            other.setAutoCommit(false);
            PostgresServer.hold(other, "SELECT head FROM dwp_log FOR UPDATE");
            FutureTask<Job> enqueuing = new FutureTask<>(() -> new Driver(store, Driver.NOW).enqueue(job()));
            Thread.ofVirtual().start(enqueuing);
            PostgresServer.awaitHeldUp(other);
            proxy.fallSilent();
            Thread closing = Thread.ofVirtual().start(store::close);
            assertTrue(closing.join(Duration.ofSeconds(25)), "It waits for answers that do not come.");
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> enqueuing.get(1, TimeUnit.SECONDS));
            assertInstanceOf(CommitInDoubt.class, failure.getCause());
        }
    }

    @Test
    void failsWhateverWaitsForItWhenTheStoreDisconnects() throws Exception {
        try (Store store = open();
                Connection other = DriverManager.getConnection(direct)) {
            Job kept = new Driver(store, Driver.NOW).enqueue(job());
            other.setAutoCommit(false);
            PostgresServer.hold(other, "LOCK TABLE dwp_job");
            FutureTask<Object> reading = new FutureTask<>(() -> store.jobs().find(kept.id()));
            Thread.ofVirtual().start(reading);
            PostgresServer.awaitHeldUp(other);
            store.disconnect();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> reading.get(25, TimeUnit.SECONDS));
            assertInstanceOf(StoreUnavailable.class, failure.getCause());
            assertThrows(StoreUnavailable.class, () -> store.jobs().find(kept.id()));
        }
    }
}
