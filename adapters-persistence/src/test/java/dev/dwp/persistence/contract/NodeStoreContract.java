package dev.dwp.persistence.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The registry of the servers that work on a store. */
public abstract class NodeStoreContract extends StoreContract {

    private NodeInfo beat(int worker, String name, String... jobNames) {
        NodeInfo node = new NodeInfo(
                Driver.worker(worker),
                name,
                "1.2.3",
                Set.of(jobNames),
                Set.of(new WorkflowVersion(name, worker), new WorkflowVersion("a:b", 2)),
                driver.now().minusSeconds(60),
                driver.now());
        store.nodes().beat(node);
        return node;
    }

    @Test
    void knowsWhoWasSeenByNameAndThenByWorker() {
        assertEquals(List.of(), store.nodes().seenSince(Instant.EPOCH));
        NodeInfo b2 = beat(2, "b", "work", Samples.TEXT, "");
        NodeInfo c = beat(1, "c");
        NodeInfo a = beat(9, "a", "work");
        NodeInfo b1 = beat(3, "b");
        assertEquals(List.of(a, b2, b1, c), store.nodes().seenSince(Instant.EPOCH));
    }

    @Test
    void remembersWhatANodeToldLast() {
        beat(1, "a", "old");
        driver.advance(Duration.ofSeconds(1));
        NodeInfo again = beat(1, "b", "new", "newer");
        assertEquals(List.of(again), store.nodes().seenSince(Instant.EPOCH));
    }

    @Test
    void leavesOutWhoWasNotSeenLately() {
        beat(1, "a");
        driver.advance(Duration.ofSeconds(1));
        NodeInfo seen = beat(2, "b");
        assertEquals(List.of(seen), store.nodes().seenSince(driver.now()));
        assertEquals(List.of(), store.nodes().seenSince(driver.now().plusNanos(1_000)));
    }

    @Test
    void forgetsWhoLeft() {
        beat(1, "a");
        NodeInfo stays = beat(2, "b");
        store.nodes().leave(Driver.worker(1));
        store.nodes().leave(Driver.worker(7));
        assertEquals(List.of(stays), store.nodes().seenSince(Instant.EPOCH));
    }
}
