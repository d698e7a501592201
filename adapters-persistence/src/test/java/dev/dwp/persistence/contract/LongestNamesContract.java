package dev.dwp.persistence.contract;

import static dev.dwp.persistence.contract.JobDraft.job;
import static dev.dwp.persistence.contract.RunDraft.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Await;
import dev.dwp.domain.workflow.AwaitGroup;
import dev.dwp.domain.workflow.Signal;
import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The longest names and keys that are allowed, of characters that take the most room and cannot be compressed. PostgreSQL
 * puts up to five of them in one row of an index, and takes no more than 2,704 octets there.
 */
public abstract class LongestNamesContract extends StoreContract {
    private static final int LONGEST_TENANT = 128;
    private static final String LONGEST_QUEUE = "q".repeat(128);

    private final Random random = new Random(1);
    private final Tenant tenant = new Tenant(text(LONGEST_TENANT), text(LONGEST_TENANT));

    /** Characters of three octets each; those of four take two places. */
    private String text(int length) {
        return random.ints(length, 0x4e00, 0x9fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String name() {
        return text(NameLength.LONGEST);
    }

    @Test
    @DisplayName("PROTOCOL §5 a job may have the longest name, queue, key and tenant")
    void keepsJobs() {
        String name = name();
        String key = name();
        Job taken = driver.running(
                job().name(name).queue(LONGEST_QUEUE).tenant(tenant).key(key));
        driver.commit(taken.fail("It cannot be done.", driver.now()));

        assertEquals(taken.spec(), driver.fresh(taken).spec());
        assertEquals(
                Optional.of(driver.fresh(taken)),
                store.jobs().findByKey(tenant, name, new IdempotencyKey(key), Instant.EPOCH));
    }

    @Test
    @DisplayName("PROTOCOL §6 a run may wait for an event of the longest name and key, and such an event may be kept")
    void keepsRunsAndSignals() {
        String name = name();
        String key = name();
        WorkflowRun run = driver.start(run().name(name()).tenant(tenant).key(name()));
        AwaitGroup group = new AwaitGroup(name(), AwaitGroup.Mode.ALL);
        TimelineEntry entry = Entries.waiting(run, 1, new Await.ForSignal(name, key, null, group), driver.now());
        driver.commit(run.advance(entry, driver.now()));
        Signal signal = driver.keep(driver.signal(name, key, tenant));

        assertEquals(run.spec(), driver.fresh(run).spec());
        assertEquals(Optional.of(entry), store.signals().longestWaiting(signal).map(waiter -> waiter.entry()));
        assertEquals(Optional.of(signal), store.signals().oldestKept(run, new Await.ForSignal(name, key, null)));
    }
}
