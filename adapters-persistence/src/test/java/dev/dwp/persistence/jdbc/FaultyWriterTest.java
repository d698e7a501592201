package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.application.port.out.CommitInDoubt;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Failures within a writer that no database causes: nothing half done is ever committed, and everybody is answered. */
class FaultyWriterTest {
    private final PostgresUrl url = new PostgresUrl(PostgresServer.emptyDatabase());
    private final GatedDatabase database = new GatedDatabase(new PostgresDatabase(url, new PostgresOpening(url).run()));

    /** Both writers fail at that point, once each. */
    private void fail(GatedDatabase.Fault fault) {
        database.gates().forEach(gate -> gate.failOnce(fault));
    }

    @Test
    void anErrorBeforeTheCommitLeavesNothingThatALaterCommitTakesAlong() {
        try (JdbcStore store = new JdbcStore(database, Formats.JSON, new SupervisedThreads()).start()) {
            Driver driver = new Driver(store, Driver.NOW);
            for (int round = 0; round < 4; round++) {
                fail(GatedDatabase.Fault.ERROR_BEFORE_COMMIT);
                assertThrows(IllegalStateException.class, () -> driver.enqueue(job()));
                fail(GatedDatabase.Fault.NONE);
                driver.enqueue(job());
            }
            assertEquals(4, driver.jobs().size());
            new Consistency(store).check();
        }
    }

    @Test
    void anErrorAfterTheCommitIsFoundToBeACommitAllTheSame() {
        try (JdbcStore store = new JdbcStore(database, Formats.JSON, new SupervisedThreads()).start()) {
            Driver driver = new Driver(store, Driver.NOW);
            fail(GatedDatabase.Fault.ERROR_AFTER_COMMIT);
            driver.enqueue(job());
            assertEquals(1, driver.jobs().size());
            new Consistency(store).check();
        }
    }

    @Test
    void whoeverGoesTogetherWithAFaultyOneIsAnsweredAndDoneOnce() {
        AtomicInteger done = new AtomicInteger();
        Task<Integer> good = ActTask.of(transaction -> {
            transaction.session().update(Sql.same("UPDATE dwp_log SET oldest = oldest"));
            return 1;
        });
        Task<Integer> faulty = ActTask.of(transaction -> {
            throw new StackOverflowError("on purpose");
        });
        Task<Integer> untold = new Task<>() {
            @Override
            void perform(Transaction transaction) {}

            @Override
            void committed(long before) {
                done.incrementAndGet();
                throw new IllegalStateException("on purpose");
            }
        };
        Writer writer = writer();
        writer.write(List.of(untold, good, faulty));
        assertEquals(1, good.await());
        assertThrows(IllegalStateException.class, faulty::await);
        assertThrows(IllegalStateException.class, untold::await);
        assertEquals(1, done.get(), "What comes after a commit repeats nothing.");
        writer.close();
    }

    private void fail(GatedDatabase.Fault fault, GatedDatabase.Fault then) {
        database.gates().forEach(gate -> gate.failOnce(fault, then));
    }

    @Test
    void aLostCommitIsRepeatedOnceWhereItDidNotTakePlaceAndNotAtAllWhereItDid() {
        try (JdbcStore store = new JdbcStore(database, Formats.JSON, new SupervisedThreads()).start()) {
            Driver driver = new Driver(store, Driver.NOW);
            fail(GatedDatabase.Fault.LOST_BEFORE_COMMIT);
            driver.enqueue(job());
            fail(GatedDatabase.Fault.LOST_AFTER_COMMIT);
            driver.enqueue(job());
            fail(GatedDatabase.Fault.LOST_BEFORE_COMMIT, GatedDatabase.Fault.LOST_AFTER_COMMIT);
            driver.enqueue(job());
            assertEquals(3, driver.jobs().size());
            new Consistency(store).check();
        }
    }

    /** Its own first attempt stands in the way of the second: that is no stranger's change. */
    @Test
    void whatMeetsItselfInARepetitionIsInDoubtAndNeverRefused() {
        try (JdbcStore store = new JdbcStore(database, Formats.JSON, new SupervisedThreads()).start()) {
            Driver driver = new Driver(store, Driver.NOW);
            fail(GatedDatabase.Fault.DENIED_AFTER_COMMIT);
            assertThrows(CommitInDoubt.class, () -> driver.enqueue(job()));
            assertEquals(1, driver.jobs().size());
            fail(GatedDatabase.Fault.NONE);
            Job claimed = driver.claim(1).getFirst();
            fail(GatedDatabase.Fault.DENIED_AFTER_COMMIT);
            assertThrows(CommitInDoubt.class, () -> driver.commit(claimed.cancel(driver.now())));
            new Consistency(store).check();
        }
    }

    /** Also where the first attempt is known not to have taken place: the second may have. */
    @Test
    void aLimitThatStrikesInTheRepetitionLeavesItInDoubt() {
        Writer writer = writer();
        database.gates()
                .forEach(gate ->
                        gate.failOnce(GatedDatabase.Fault.LOST_BEFORE_COMMIT, GatedDatabase.Fault.MUTE_AFTER_COMMIT));
        Task<Integer> task = ActTask.of(transaction -> 1);
        writer.write(List.of(task));
        assertThrows(CommitInDoubt.class, task::await);
        writer.close();
    }

    @Test
    void transactionsThatKeepClashingAreRefusedForNowAndNotForGood() {
        AtomicInteger tries = new AtomicInteger();
        Task<Integer> clashing = ActTask.of(transaction -> {
            tries.incrementAndGet();
            throw new SQLException("could not serialize access", "40001");
        });
        Writer writer = writer();
        writer.write(List.of(clashing));
        assertThrows(StoreUnavailable.class, clashing::await);
        assertEquals(5, tries.get());
        writer.close();
    }

    /** PostgreSQL takes its default from the database, and conditions of the store are made for one of them. */
    @Test
    void theDatabasesDefaultIsolationDoesNotCount() throws Exception {
        String other = PostgresServer.newDatabase();
        PostgresServer.run(
                other, "ALTER DATABASE %s SET default_transaction_isolation = 'serializable'".formatted(name(other)));
        try (var store = JdbcStores.postgres(other, Formats.JSON, new SupervisedThreads())) {
            Driver driver = new Driver(store, Driver.NOW);
            List<Callable<Integer>> actions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                actions.add(() -> {
                    for (int n = 0; n < 40; n++) {
                        driver.enqueue(job());
                        driver.claim(1)
                                .forEach(claimed -> driver.commit(
                                        claimed.complete(dev.dwp.persistence.contract.Samples.PAYLOAD, driver.now())));
                    }
                    return 0;
                });
            }
            Together.run(actions);
            assertEquals(320, driver.jobs().size());
        }
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    }

    private Writer writer() {
        return new Writer(
                database.writers().getFirst(),
                database.dialect(),
                new RecentEvents(),
                new JdbcWakeups(),
                new Outage(database.dialect(), new OutageLog()),
                millis -> {});
    }
}
