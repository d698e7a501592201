package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that are lost to the store while the database goes on with what it was told on them. */
class CutConnectionTest {
    private static final int MOST_CUTS = 100;

    private final IdGenerator ids = new IdGenerator(InstantSource.system(), new Random(1));
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

    /** Another transaction holds the head of the log, so the commit is under way for as long as the test wants it. */
    @Test
    void aCommitThatTookPlaceIsNeverAnsweredAsIfItHadNot() throws Exception {
        try (Store store = JdbcStores.postgres(proxied, Formats.JSON, new SupervisedThreads());
                Connection other = DriverManager.getConnection(direct)) {
            Driver driver = new Driver(store, Driver.NOW);
            other.setAutoCommit(false);
            for (int round = 1; round <= 6; round++) {
                PostgresServer.hold(other, "SELECT head FROM dwp_log FOR UPDATE");
                FutureTask<Job> enqueuing = new FutureTask<>(() -> driver.enqueue(job()));
                Thread.ofVirtual().start(enqueuing);
                PostgresServer.awaitHeldUp(other);
                proxy.cut();
                PostgresServer.awaitWaiting(other, 2); // the commit, and whoever asks what became of it
                other.rollback();
                Job job = enqueuing.get(60, TimeUnit.SECONDS);
                assertEquals(job, store.jobs().find(job.id()).orElseThrow());
                assertEquals(round, driver.jobs().size(), "Nothing was stored twice.");
            }
            new Consistency(store).check();
        }
    }

    @Test
    void randomCutsLeaveNoAnswerThatIsNotTrue() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> doubted = ConcurrentHashMap.newKeySet();
        AtomicInteger cuts = new AtomicInteger();
        AtomicInteger working = new AtomicInteger(8);
        PostgresServer.run(direct, "SELECT 1");
        try (Store store = JdbcStores.postgres(
                proxied + "&options=-c%20commit_delay=8000%20-c%20commit_siblings=0",
                Formats.JSON,
                new SupervisedThreads())) {
            List<Callable<Integer>> actions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                actions.add(() -> {
                    for (int n = 0; n < 30 || cuts.get() < 25; n++) {
                        enqueue(store, acknowledged, doubted);
                    }
                    return working.decrementAndGet();
                });
            }
            actions.add(() -> {
                // Not for ever: where it takes longer to connect than until the next cut, nothing would get done.
                while (working.get() > 0 && cuts.get() < MOST_CUTS) {
                    PostgresServer.run(
                            direct,
                            "SELECT pg_sleep(%s)".formatted(0.01 + ids.job().hashCode() % 10 / 500.0));
                    proxy.cut();
                    cuts.incrementAndGet();
                }
                return cuts.get();
            });
            Together.run(actions);
        }
        try (Store store = JdbcStores.postgres(direct, Formats.JSON, new SupervisedThreads())) {
            Set<String> stored = new HashSet<>();
            new Consistency(store).jobs().forEach(job -> stored.add(job.id().text()));
            stored.removeAll(doubted);
            assertEquals(acknowledged, stored, "What was acknowledged took place, what was refused did not.");
            new Consistency(store).check();
        }
    }

    private void enqueue(Store store, Set<String> acknowledged, Set<String> doubted) {
        Instant now = Instant.now();
        Change.OfJob change = new Change.OfJob(Job.enqueue(ids.job(), job().spec(), now, now));
        String id = change.change().job().id().text();
        try {
            store.commits().commit(Changeset.of(now, change));
            acknowledged.add(id);
        } catch (CommitInDoubt e) {
            doubted.add(id);
        } catch (StoreUnavailable e) {
            // refused: it must not be stored
        }
    }
}
