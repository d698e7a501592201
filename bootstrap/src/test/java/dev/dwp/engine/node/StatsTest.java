package dev.dwp.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.auth.Authentication;
import dev.dwp.application.auth.NoAuthenticator;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.node.NodePresence;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.session.SessionServices;
import dev.dwp.application.session.Sessions;
import dev.dwp.application.session.StatsService;
import dev.dwp.application.stream.Broker;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.bootstrap.testing.ManualClock;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import dev.dwp.engine.chore.TroubledStore;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5 stats")
class StatsTest {
    private static final Tenant SHOP = new Tenant("shop", null);
    private static final Tenant OTHER = new Tenant("other", null);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final IdGenerator ids = new IdGenerator(clock, new Random(1));
    private final TroubledStore store = new TroubledStore(new MemoryStore(), true);
    private final NodePresence node = node("one");

    /** No connection is made here, so sessions need nothing. */
    private final Sessions sessions = new Sessions(new SessionServices(
            null, new Authentication(new NoAuthenticator(), InstantSource.system()), null, null, null, null, null));

    private final StatsService service = new StatsService(
            node, store, new Broker(store.events(), store.wakeups(), new SupervisedThreads()), () -> sessions);

    private NodePresence node(String name) {
        NodePresence.Self self = new NodePresence.Self(ids.worker(), name, "1.2.3", Set.of(), Set.of());
        return new NodePresence(self, Duration.ofSeconds(30), store, clock, clock);
    }

    @BeforeEach
    void start() {
        node.start();
    }

    private Value.Struct stats(Tenant tenant) {
        return service.stats(new Caller(new Identity("someone", tenant, Set.of()), tenant, null));
    }

    private void enqueue(String queue, Tenant tenant) {
        JobSpec spec = new JobSpec(
                "any",
                new QueueName(queue),
                Value.EMPTY,
                0,
                RetryPolicy.DEFAULT,
                Duration.ofMinutes(5),
                null,
                tenant,
                null);
        Instant now = clock.instant();
        store.commits().commit(Changeset.of(now, new Change.OfJob(Job.enqueue(ids.job(), spec, now, now))));
    }

    @Test
    @DisplayName("name every state of jobs and runs, those without any too")
    void nameEveryState() {
        Value.Struct jobs = Value.struct()
                .put("pending", 0)
                .put("running", 0)
                .put("completed", 0)
                .put("failed", 0)
                .put("retrying", 0)
                .put("cancelled", 0)
                .build();
        Value.Struct runs = Value.struct()
                .put("running", 0)
                .put("completed", 0)
                .put("failed", 0)
                .put("cancelled", 0)
                .build();
        assertEquals(jobs, stats(SHOP).member("jobs"));
        assertEquals(runs, stats(SHOP).member("workflows"));
    }

    @Test
    @DisplayName("PROTOCOL §4.3 count a tenant's own jobs and queues, and an operator all")
    void countByTenant() {
        enqueue("mail", SHOP);
        enqueue("mail", OTHER);
        enqueue("images", OTHER);
        assertEquals(Value.of(1), struct(stats(SHOP), "jobs").member("pending"));
        assertEquals(Value.of(3), struct(stats(Tenant.NONE), "jobs").member("pending"));
        Value.Struct one = Value.struct().put("pending", 1).put("running", 0).build();
        assertEquals(Value.struct().put("mail", one).build(), stats(SHOP).member("queues"));
        assertEquals(
                List.of("images", "mail"),
                List.copyOf(struct(stats(Tenant.NONE), "queues").members().keySet()));
    }

    private static Value.Struct struct(Value.Struct stats, String name) {
        return (Value.Struct) stats.member(name);
    }

    @Test
    @DisplayName("tell since when this node is up, and what it is")
    void tellOfThisNode() {
        clock.advance(Duration.ofMillis(61_234));
        Value.Struct stats = stats(SHOP);
        assertEquals(Value.of(61_234), stats.member("uptime_ms"));
        assertEquals("one", stats.text("node"));
        assertEquals("1.2.3", stats.text("version"));
        assertEquals("memory", stats.text("store"));
    }

    @Test
    @DisplayName("show the live nodes of the cluster and when each was last seen")
    void showTheNodes() throws InterruptedException {
        clock.advance(Duration.ofSeconds(2));
        NodePresence other = node("other");
        other.start();
        clock.advance(Duration.ofSeconds(11));
        assertEquals(
                new Value.Array(List.of(
                        shown(node, START, START.plusSeconds(13)),
                        shown(other, START.plusSeconds(2), START.plusSeconds(12)))),
                stats(SHOP).member("nodes"));
        other.stop(Duration.ofSeconds(10));
        assertEquals(
                new Value.Array(List.of(shown(node, START, START.plusSeconds(13)))),
                stats(SHOP).member("nodes"));
    }

    private static Value shown(NodePresence node, Instant startedAt, Instant seenAt) {
        return Value.struct()
                .put("name", node.own().name())
                .put("worker_id", node.own().worker().text())
                .put("version", "1.2.3")
                .put("started_at", startedAt)
                .put("seen_at", seenAt)
                .build();
    }
}
