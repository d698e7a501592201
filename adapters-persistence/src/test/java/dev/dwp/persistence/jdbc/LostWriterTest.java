package dev.dwp.persistence.jdbc;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.persistence.contract.Driver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One of a server's writers that cannot connect leaves the work to the other; the store is away when none can. */
class LostWriterTest {
    private static final int TURNS = 50;

    private final PostgresUrl url = new PostgresUrl(PostgresServer.emptyDatabase());
    private final GatedDatabase database = new GatedDatabase(new PostgresDatabase(url, new PostgresOpening(url).run()));

    private JdbcStore open() {
        return new JdbcStore(database, Formats.JSON, new SupervisedThreads()).start();
    }

    private static void enqueue(JdbcStore store) {
        Driver driver =
                new Driver(store, Driver.NOW.plusMillis(store.events().extent().kept()));
        for (int turn = 0; turn < TURNS; turn++) {
            driver.enqueue(job());
        }
    }

    @Test
    void leavesTheWorkToTheOther() {
        List<GatedDatabase.Gate> gates = database.gates();
        for (GatedDatabase.Gate lost : gates) {
            lost.shut(true);
            try (JdbcStore store = open()) {
                enqueue(store);
                assertTrue(store.healthy());
            }
            lost.shut(false);
        }
        try (JdbcStore store = open()) {
            assertEquals(
                    gates.size() * TURNS, new Driver(store, Driver.NOW).jobs().size());
        }
    }

    @Test
    void isMissedWhenThereIsNoOther() throws InterruptedException {
        List<GatedDatabase.Gate> gates = database.gates();
        gates.forEach(gate -> gate.shut(true));
        try (JdbcStore store = open()) {
            assertThrows(StoreUnavailable.class, () -> enqueue(store));
            assertFalse(store.healthy());
            gates.getFirst().shut(false);
            Eventually.holds(store, "It does not come back.", store::healthy);
            enqueue(store);
            assertEquals(TURNS, new Driver(store, Driver.NOW).jobs().size());
        }
    }
}
