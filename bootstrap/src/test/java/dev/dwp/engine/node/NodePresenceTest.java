package dev.dwp.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.node.NodePresence;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.engine.chore.TroubledStore;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node")
class NodePresenceTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final IdGenerator ids = new IdGenerator(clock, new Random(1));
    private final TroubledStore shared = new TroubledStore(new MemoryStore(), true);

    private NodePresence node(String name, Store store) {
        NodePresence.Self self = new NodePresence.Self(ids.worker(), name, "1.2.3", Set.of("echo"), Set.of());
        return new NodePresence(self, LEASE, store, clock, clock);
    }

    private NodePresence started(String name, Store store) {
        NodePresence node = node(name, store);
        node.start();
        return node;
    }

    private static List<String> names(List<NodeInfo> nodes) {
        return nodes.stream().map(NodeInfo::name).toList();
    }

    @Test
    @DisplayName("announces itself at its start with what it can do")
    void announcesItself() {
        NodePresence node = started("one", shared);
        NodeInfo info = shared.nodes().seenSince(START).getFirst();
        assertEquals(node.own(), info);
        assertEquals("one", info.name());
        assertEquals("1.2.3", info.version());
        assertEquals(Set.of("echo"), info.jobNames());
        assertEquals(START, info.startedAt());
    }

    @Test
    @DisplayName("is seen again at each third of a lease where others share the store")
    void beatsOnASharedStore() {
        started("one", shared);
        clock.advance(Duration.ofSeconds(25));
        assertEquals(
                START.plusSeconds(20),
                shared.nodes().seenSince(START).getFirst().seenAt());
        assertEquals(START.plusSeconds(30), clock.nextAlarm());
    }

    @Test
    @DisplayName("does nothing after its start where it has the store for itself, and still knows that it lives")
    void isSilentAlone() {
        NodePresence node = started("one", new MemoryStore());
        assertNull(clock.nextAlarm());
        clock.advance(Duration.ofDays(3));
        assertEquals(List.of(node.own()), node.live());
        assertEquals(START, node.own().startedAt());
        assertEquals(START.plus(Duration.ofDays(3)), node.own().seenAt());
    }

    @Test
    @DisplayName("knows the others, by name, while they were seen within a lease")
    void knowsTheOthers() throws InterruptedException {
        NodePresence b = started("b", shared);
        NodePresence a = started("a", shared);
        NodePresence c = started("c", shared);
        assertEquals(List.of("a", "b", "c"), names(b.live()));
        c.stop(GRACE);
        assertEquals(List.of("a", "b"), names(b.live()));
        shared.away(true);
        clock.advance(LEASE.plusSeconds(1));
        shared.away(false);
        assertEquals(List.of("a"), names(a.live()), "the other has not been seen for longer than a lease");
        clock.advance(Duration.ofSeconds(5));
        assertEquals(List.of("a", "b"), names(a.live()), "it comes back with the store");
    }

    @Test
    @DisplayName("that was killed is forgotten by the first that starts a day later")
    void forgetsTheLost() {
        shared.nodes().beat(node("killed", shared).own());
        clock.advance(Duration.ofDays(1));
        started("next", shared);
        assertEquals(List.of("killed", "next"), names(shared.nodes().seenSince(Instant.EPOCH)));
        clock.advance(Duration.ofSeconds(1));
        started("other", shared);
        assertEquals(List.of("next", "other"), names(shared.nodes().seenSince(Instant.EPOCH)));
    }

    @Test
    @DisplayName("forgets its killed predecessor at once where it has the store for itself")
    void forgetsItsPredecessor() {
        Store own = new MemoryStore();
        own.nodes().beat(node("one", own).own());
        NodePresence node = started("one", own);
        assertEquals(List.of(node.own()), own.nodes().seenSince(Instant.EPOCH));
    }

    @Test
    @DisplayName("starts and stops while the store is away, and is announced when it is back")
    void waitsForTheStore() throws InterruptedException {
        shared.away(true);
        NodePresence node = started("one", shared);
        shared.away(false);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("one"), names(shared.nodes().seenSince(START)));
        shared.away(true);
        node.stop(GRACE);
        shared.away(false);
        assertNull(clock.nextAlarm());
    }
}
