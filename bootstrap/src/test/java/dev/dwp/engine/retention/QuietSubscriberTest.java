package dev.dwp.engine.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.retention.Housekeeper;
import dev.dwp.application.retention.Retention;
import dev.dwp.application.stream.Broker;
import dev.dwp.application.stream.Delivery;
import dev.dwp.application.stream.Feeds;
import dev.dwp.application.stream.Sink;
import dev.dwp.application.thread.SupervisedThreads;
import dev.dwp.cluster.Postgres;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.session.Tenant;
import dev.dwp.http.codec.JsonFormat;
import dev.dwp.persistence.jdbc.JdbcStores;
import dev.dwp.persistence.memory.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName(
        "PROTOCOL §7.3 a connected subscriber of a quiet channel misses nothing while others' events pass out of the log")
class QuietSubscriberTest {
    private static final Channel WORKFLOWS = Channel.parse("workflows");
    private static final int KEPT = 12;
    private static final Retention RETENTION =
            new Retention(KEPT, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));

    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final Sink sink = new Sink() {
        @Override
        public boolean offer(List<Delivery> copies) {
            heard.add(copies.getFirst().event().channels().contains(WORKFLOWS) ? "workflows" : "another");
            return true;
        }

        @Override
        public void ended(Channel channel, Refusal reason) {
            heard.add(reason.toString());
        }
    };

    enum Kind {
        MEMORY,
        SQLITE,
        POSTGRES
    }

    private Store store(Kind kind) {
        return switch (kind) {
            case MEMORY -> new MemoryStore();
            case SQLITE ->
                JdbcStores.sqlite(
                        folder.resolve("dwp.db"), new JsonFormat(), InstantSource.system(), new SupervisedThreads());
            case POSTGRES -> JdbcStores.postgres(Postgres.newDatabase(), new JsonFormat(), new SupervisedThreads());
        };
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("when many come at once, which are dropped before this node has looked at them")
    void whenManyComeAtOnce(Kind kind) {
        try (Store store = store(kind)) {
            OldThings things = new OldThings(store);
            Broker broker = new Broker(store.events(), store.wakeups(), new SupervisedThreads());
            Housekeeper housekeeper = new Housekeeper(store, broker::handedOut, RETENTION, things.clock, things.clock);
            Feeds feeds = new Feeds(broker, sink, 1);
            feeds.hold(Set.of(WORKFLOWS), Tenant.NONE, feeds.head(), null);
            feeds.open(WORKFLOWS);
            tenJobs(things);
            housekeeper.tick();
            broker.tick();
            housekeeper.tick();
            assertEquals(KEPT, things.eventsKept());
            things.runningRun();
            broker.tick();
            assertEquals(List.of("workflows"), heard);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("when they come before its subscription has been answered")
    void whenTheyComeBeforeTheAnswer(Kind kind) {
        try (Store store = store(kind)) {
            OldThings things = new OldThings(store);
            Broker broker = new Broker(store.events(), store.wakeups(), new SupervisedThreads());
            Housekeeper housekeeper = new Housekeeper(store, broker::handedOut, RETENTION, things.clock, things.clock);
            Feeds feeds = new Feeds(broker, sink, 1);
            feeds.hold(Set.of(WORKFLOWS), Tenant.NONE, feeds.head(), null);
            tenJobs(things);
            broker.tick();
            housekeeper.tick();
            assertEquals(KEPT, things.eventsKept());
            feeds.open(WORKFLOWS);
            things.runningRun();
            broker.tick();
            assertEquals(List.of("workflows"), heard);
        }
    }

    private static void tenJobs(OldThings things) {
        for (int i = 0; i < 10; i++) {
            things.finishedJob();
        }
    }
}
