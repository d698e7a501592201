package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.CronState;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cron entries: each firing happens once. */
public abstract class CronStoreContract extends StoreContract {

    private CronState state(String name, long next, @Nullable Long last) {
        return new CronState(
                name,
                "*/5 * * * *",
                driver.now().plusSeconds(next),
                last == null ? null : driver.now().plusSeconds(last));
    }

    private static Change.CronMoved move(CronState before, CronState after) {
        return new Change.CronMoved(before, after, Tenant.NONE, List.of());
    }

    @Test
    void remembersEveryEntry() {
        assertEquals(List.of(), store.crons().all());
        CronState first = state("first", 1, null);
        CronState second = state(Samples.TEXT, 2, 0L);
        driver.commit(move(first, first));
        driver.commit(move(second, second));
        assertEquals(Set.of(first, second), Set.copyOf(store.crons().all()));
        assertEquals(2, store.crons().all().size());
    }

    @Test
    void registersAnEntryOnce() {
        CronState first = state("nightly", 1, null);
        CronState other = state("nightly", 2, null);
        assertTrue(driver.tries(move(first, first)));
        assertTrue(driver.tries(move(first, first)), "Saying the same twice changes nothing.");
        assertFalse(driver.tries(move(other, other)));
        assertEquals(List.of(first), store.crons().all());
    }

    @Test
    void registersAnEntryAndMovesItInOneSetAndNothingWhereTheSetIsRefused() {
        CronState first = state("nightly", 1, null);
        CronState second = state("nightly", 2, 1L);
        assertFalse(driver.tries(
                move(first, first), new Change.SignalTaken(driver.ids().signal())));
        assertEquals(List.of(), store.crons().all());
        driver.commit(move(first, first), move(first, second));
        assertEquals(List.of(second), store.crons().all());
    }

    @Test
    void movesAnEntryOnlyFromWhereItIs() {
        CronState first = state("nightly", 1, null);
        CronState second = state("nightly", 2, 1L);
        CronState third = state("nightly", 3, 2L);
        driver.commit(move(first, first));
        assertTrue(driver.tries(move(first, second)));
        assertFalse(driver.tries(move(first, second)));
        assertFalse(driver.tries(move(first, third)));
        assertTrue(driver.tries(move(second, third)));
        assertEquals(List.of(third), store.crons().all());
    }

    @Test
    void comparesEveryFieldOfWhereAnEntryIs() {
        CronState stored = state("nightly", 2, 1L);
        driver.commit(move(stored, stored));
        CronState after = state("nightly", 9, 2L);
        CronState otherSchedule = new CronState("nightly", "@daily", stored.nextRunAt(), stored.lastRunAt());
        for (CronState before :
                List.of(state("nightly", 1, 1L), state("nightly", 2, 2L), state("nightly", 2, null), otherSchedule)) {
            assertFalse(driver.tries(move(before, after)), before.toString());
        }
        assertTrue(driver.tries(move(stored, after)));
    }

    @Test
    void firesInOneActWithTheJobThatItMakes() {
        CronState first = state("nightly", 0, null);
        CronState second = state("nightly", 60, 0L);
        driver.commit(move(first, first));
        for (int node = 0; node < 2; node++) {
            Change.OfJob made = driver.enqueuing(job());
            CronFired fired = new CronFired("nightly", made.change().job().id(), Tenants.ORG);
            boolean won = driver.tries(made, new Change.CronMoved(first, second, Tenants.ORG, List.of(fired)));
            assertEquals(node == 0, won);
        }
        assertEquals(1, driver.jobs().size());
        assertEquals(2, driver.log().size());
        assertEquals(Tenants.ORG, driver.log().getLast().tenant());
    }
}
