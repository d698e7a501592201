package dev.dwp.persistence.memory;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.contract.Driver;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManyTenantsTest {
    /** More than the turns that are remembered of tenants for whom nothing waits. */
    private static final int TENANTS = 12_000;

    @Test
    void letsEachOfManyTenantsHaveATurnBeforeAnyHasASecond() {
        try (MemoryStore store = new MemoryStore()) {
            Driver driver = new Driver(store, Driver.NOW);
            for (int i = 0; i < 2 * TENANTS; i++) {
                driver.enqueue(job().tenant(new Tenant("tenant " + i % TENANTS, null)));
            }
            for (int round = 0; round < 2; round++) {
                Set<Tenant> served = new HashSet<>();
                for (int i = 0; i < TENANTS; i++) {
                    Job job = driver.claim(1).getFirst();
                    served.add(job.spec().tenant());
                    driver.commit(job.complete(Value.NULL, driver.now()));
                }
                assertEquals(TENANTS, served.size());
            }
        }
    }
}
