package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.contract.Tenants;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits of single events come to be few segments, and nobody who reads the log notices. */
class GatheringTest {
    private static final int COMMITS = 700;

    private static void single(Driver driver, int commits) {
        for (int i = 0; i < commits; i++) {
            driver.advance(Duration.ofMillis(10));
            driver.enqueue(job().queue(i % 100 == 0 ? "rare" : "often").tenant(i % 7 == 0 ? Tenants.APP : Tenant.NONE));
        }
    }

    private static List<LoggedEvent> all(Store store, @Nullable Channel channel, Tenant view) {
        List<LoggedEvent> events = new ArrayList<>();
        Cursor at = store.events().extent().beforeOldest();
        Page page = store.events().read(at, channel, view, 50);
        while (page.upTo().compareTo(at) > 0) {
            events.addAll(page.events());
            at = page.upTo();
            page = store.events().read(at, channel, view, 50);
        }
        return events;
    }

    /** The same for both databases. */
    abstract static class Contract {
        private Store store;
        private Driver driver;

        abstract Store open();

        abstract String url();

        @BeforeEach
        void begin() {
            store = open();
            driver = new Driver(store, Driver.NOW);
        }

        @AfterEach
        void end() {
            store.close();
        }

        private long segments() throws SQLException {
            try (Connection connection = DriverManager.getConnection(url());
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) AS n FROM dwp_segment")) {
                rows.next();
                return rows.getLong("n");
            }
        }

        @Test
        void leavesFewSegmentsWithTheSameEvents() throws Exception {
            single(driver, COMMITS);
            assertEquals(COMMITS, segments());
            Channel rare = new Channel.Queue(new QueueName("rare"));
            List<List<LoggedEvent>> before = List.of(
                    all(store, null, Tenant.NONE), all(store, rare, Tenant.NONE), all(store, null, Tenants.APP));

            assertEquals(0, store.events().trim(COMMITS, Instant.MIN, 99));

            assertTrue(segments() < COMMITS / 2, () -> "Those that are full are gathered.");
            assertEquals(
                    before,
                    List.of(
                            all(store, null, Tenant.NONE),
                            all(store, rare, Tenant.NONE),
                            all(store, null, Tenants.APP)));
            assertEquals(COMMITS, before.getFirst().size());
            assertEquals(7, before.get(1).size());
            assertEquals(100, before.get(2).size());
        }

        @Test
        void dropsByCountAndByAgeToTheEvent() throws Exception {
            single(driver, COMMITS);
            Cursor first = store.events().oldest();
            store.events().trim(COMMITS, Instant.MIN, 99);
            Instant hundredth = Driver.NOW.plus(Duration.ofSeconds(1));

            assertEquals(99, store.events().trim(COMMITS, hundredth, 1_000));

            Cursor oldest = store.events().oldest();
            assertEquals(first.n() + 99, oldest.n());
            assertEquals(hundredth, all(store, null, Tenant.NONE).getFirst().at());
            assertThrows(CursorExpired.class, () -> store.events().read(first, null, Tenant.NONE, 9));
            assertEquals(COMMITS - 99 - 10, store.events().trim(10, Instant.MIN, 1_000));
            assertEquals(10, all(store, null, Tenant.NONE).size());
        }

        @Test
        void gathersWhatSeveralTurnsFind() throws Exception {
            for (int turn = 0; turn < 7; turn++) {
                single(driver, COMMITS / 7);
                store.events().trim(COMMITS, Instant.MIN, 99);
            }
            assertTrue(segments() < COMMITS / 2);
            assertEquals(COMMITS, all(store, null, Tenant.NONE).size());
        }
    }

    @Nested
    class InSqlite extends Contract {
        @TempDir
        Path folder;

        @Override
        Store open() {
            SqliteFile file = SqliteFile.take(folder.resolve("dwp.db"));
            SqliteDatabase database = new SqliteDatabase(file);
            new SqliteOpening(database, file.path()).run(InstantSource.fixed(Driver.NOW));
            return new JdbcStore(database, Formats.JSON, new RecentEvents(1, 0), new SupervisedThreads()).start();
        }

        @Override
        String url() {
            return "jdbc:sqlite:" + folder.resolve("dwp.db");
        }
    }

    @Nested
    class InPostgres extends Contract {
        private final String database = PostgresServer.emptyDatabase();

        @Override
        Store open() {
            PostgresUrl url = new PostgresUrl(database);
            return new JdbcStore(
                            new PostgresDatabase(url, new PostgresOpening(url).run()),
                            Formats.JSON,
                            new RecentEvents(1, 0),
                            new SupervisedThreads())
                    .start();
        }

        @Override
        String url() {
            return database;
        }

        @Test
        void ofTwoServersThatGatherAndDropAtTheSameTimeNeitherHarmsTheOther() throws Exception {
            try (Store one = open();
                    Store other = open()) {
                Driver driver = new Driver(one, Driver.NOW);
                single(driver, 1_500);
                List<LoggedEvent> before = all(one, null, Tenant.NONE);
                List<Callable<Integer>> actions = new ArrayList<>();
                for (Store store : List.of(one, other)) {
                    actions.add(() -> {
                        for (int keep = 1_490; keep >= 1_000; keep -= 10) {
                            store.events().trim(keep, Instant.MIN, 99);
                        }
                        return 0;
                    });
                }
                Together.run(actions);
                assertEquals(before.subList(500, 1_500), all(other, null, Tenant.NONE));
            }
        }
    }
}
