package dev.dwp.persistence.memory;

import static dev.dwp.persistence.contract.JobDraft.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.job.Job;
import dev.dwp.persistence.contract.Driver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockSetBackTest {
    @Test
    void countsNothingThatIsNotDueAnyMore() {
        try (MemoryStore store = new MemoryStore()) {
            Driver driver = new Driver(store, Driver.NOW);
            driver.enqueue(2, job());
            Job job = driver.enqueue(job());
            assertEquals(2, store.jobs().situation(job, driver.now()).ahead());
            driver.advance(Duration.ofMinutes(-30));
            assertEquals(0, store.jobs().situation(job, driver.now()).ahead());
            driver.advance(Duration.ofMinutes(30));
            assertEquals(2, store.jobs().situation(job, driver.now()).ahead());
        }
    }
}
