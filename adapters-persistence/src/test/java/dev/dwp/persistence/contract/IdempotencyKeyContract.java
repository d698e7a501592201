package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.KeyTaken;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Idempotency keys: one thing for each, for 24 hours (PROTOCOL §5). */
public abstract class IdempotencyKeyContract extends StoreContract {
    private static final IdempotencyKey KEY = new IdempotencyKey("k");

    private Optional<Job> find(Tenant tenant, String name, Instant since) {
        return store.jobs().findByKey(tenant, name, KEY, since);
    }

    private Optional<WorkflowRun> findRun(Tenant tenant, String name, Instant since) {
        return store.runs().findByKey(tenant, name, KEY, since);
    }

    @Test
    @DisplayName("PROTOCOL §5 a key means one job within its tenant and name")
    void namesOneJobPerTenantAndName() {
        Job first = driver.enqueue(job().key("k").tenant(Tenants.ORG));
        assertThrows(
                KeyTaken.class,
                () -> driver.enqueue(job().key("k").tenant(Tenants.ORG).queue("other")));
        for (Tenant other : Tenants.ALL) {
            if (!other.equals(Tenants.ORG)) {
                assertEquals(Optional.empty(), find(other, "work", Instant.EPOCH), other.toString());
                assertTrue(driver.tries(driver.enqueuing(job().key("k").tenant(other))), other.toString());
            }
        }
        Job renamed = driver.enqueue(job().key("k").tenant(Tenants.ORG).name("other"));
        driver.enqueue(job().key("K").tenant(Tenants.ORG));
        driver.enqueue(2, job().tenant(Tenants.ORG));

        assertEquals(Optional.of(first), find(Tenants.ORG, "work", driver.now()));
        assertEquals(Optional.of(renamed), find(Tenants.ORG, "other", driver.now()));
        assertEquals(Optional.empty(), find(Tenants.ORG, "none", driver.now()));
    }

    @Test
    @DisplayName("PROTOCOL §5 a key means one run within its tenant and name, and not a job's")
    void namesOneRunPerTenantAndName() {
        driver.enqueue(job().key("k").tenant(Tenants.ORG).name("flow"));
        WorkflowRun first = driver.start(run().key("k").tenant(Tenants.ORG));
        assertThrows(
                KeyTaken.class,
                () -> driver.start(run().key("k").tenant(Tenants.ORG).version(2)));
        for (Tenant other : Tenants.ALL) {
            if (!other.equals(Tenants.ORG)) {
                assertEquals(Optional.empty(), findRun(other, "flow", Instant.EPOCH), other.toString());
                assertTrue(driver.tries(driver.starting(run().key("k").tenant(other))), other.toString());
            }
        }
        WorkflowRun renamed = driver.start(run().key("k").tenant(Tenants.ORG).name("other"));
        assertEquals(Optional.of(first), findRun(Tenants.ORG, "flow", driver.now()));
        assertEquals(Optional.of(renamed), findRun(Tenants.ORG, "other", driver.now()));
    }

    @Test
    @DisplayName("PROTOCOL §5 a refused set that would make the same job or run again does not free its key")
    void keepsAKeyWhenARefusedSetMakesTheSameAgain() {
        Job job = driver.enqueue(job().key("k"));
        WorkflowRun run = driver.start(run().key("k"));
        Change stale = new Change.SignalTaken(driver.ids().signal());
        assertFalse(driver.tries(
                new Change.OfJob(Job.enqueue(job.id(), job.spec(), job.createdAt(), job.createdAt())), stale));
        assertFalse(driver.tries(new Change.OfRun(WorkflowRun.start(run.id(), run.spec(), run.startedAt())), stale));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
        assertThrows(KeyTaken.class, () -> driver.start(run().key("k")));
    }

    @Test
    void namesAJobAsItIsNowWhateverBecameOfIt() {
        Job done = driver.commit(driver.running(job().key("k")).complete(Samples.PAYLOAD, driver.now()));
        assertEquals(Optional.of(done), find(Tenant.NONE, "work", driver.now()));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
    }

    @Test
    @DisplayName("PROTOCOL §5 a key is remembered as long as what it names has not ended")
    void isRememberedUntilTheEnd() {
        Job waiting = driver.enqueue(job().key("k"), driver.now().plus(Duration.ofDays(9)));
        WorkflowRun run = driver.start(run().key("k"));
        driver.advance(Duration.ofDays(8));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
        assertThrows(KeyTaken.class, () -> driver.start(run().key("k")));
        assertEquals(Optional.of(waiting), find(Tenant.NONE, "work", driver.now()));
        assertEquals(Optional.of(run), findRun(Tenant.NONE, "flow", driver.now()));
    }

    @Test
    @DisplayName(
            "PROTOCOL §5 a key is remembered for 24 hours after the end of what it names, the last instant included")
    void isRememberedForADayAfterTheEnd() {
        Job job = driver.running(job().key("k"));
        WorkflowRun run = driver.start(run().key("k"));
        driver.advance(Duration.ofDays(2));
        Instant end = driver.now();
        Job old = driver.commit(job.complete(Samples.PAYLOAD, end));
        WorkflowRun oldRun = driver.commit(run.fail("No.", end));
        driver.advance(IdempotencyKey.REMEMBERED);
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
        assertThrows(KeyTaken.class, () -> driver.start(run().key("k")));
        assertEquals(Optional.of(old), find(Tenant.NONE, "work", end));
        assertEquals(Optional.of(oldRun), findRun(Tenant.NONE, "flow", end));
        assertEquals(Optional.empty(), find(Tenant.NONE, "work", end.plusNanos(1_000)));
        assertEquals(Optional.empty(), findRun(Tenant.NONE, "flow", end.plusNanos(1_000)));

        driver.advance(Duration.ofNanos(1_000));
        Job young = driver.enqueue(job().key("k"));
        WorkflowRun youngRun = driver.start(run().key("k"));
        assertEquals(Optional.of(young), find(Tenant.NONE, "work", end));
        assertEquals(Optional.of(youngRun), findRun(Tenant.NONE, "flow", end));
        assertEquals(Optional.of(old), store.jobs().find(old.id()));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
    }

    @Test
    void namesAgainWhatIsReplayedAfterItWasForgotten() {
        Job dead = driver.dead(job().key("k"));
        driver.advance(IdempotencyKey.REMEMBERED.plusSeconds(1));
        Job replayed = driver.commit(dead.replay(driver.now()));
        assertEquals(Optional.of(replayed), find(Tenant.NONE, "work", driver.now()));
        assertThrows(KeyTaken.class, () -> driver.enqueue(job().key("k")));
    }

    @Test
    void countsWhatTheSameSetMakesOfTheEnd() {
        Job dead = driver.dead(job().key("k"));
        driver.advance(IdempotencyKey.REMEMBERED.plusSeconds(1));
        assertThrows(
                KeyTaken.class,
                () -> driver.commit(
                        List.of(new Change.OfJob(dead.replay(driver.now())), driver.enqueuing(job().key("k")))));
        assertEquals(Optional.of(dead), store.jobs().find(dead.id()));
    }

    @Test
    void isFreeWhenItsJobIsPurged() {
        Job old = driver.dead(job().key("k"));
        driver.advance(IdempotencyKey.REMEMBERED.plusSeconds(1));
        Job dead = driver.dead(job().key("k"));
        driver.commit(new Change.JobPurged(dead));
        assertEquals(Optional.of(old), find(Tenant.NONE, "work", Instant.EPOCH));
        assertEquals(Optional.empty(), find(Tenant.NONE, "work", driver.now()));
        Job next = driver.enqueue(job().key("k"));
        driver.commit(new Change.JobPurged(old));
        assertEquals(Optional.of(next), find(Tenant.NONE, "work", Instant.EPOCH));
    }
}
