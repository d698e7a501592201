package dev.dwp.application.session;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.GetStats;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.stream.Broker;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Counts what {@code stats} shows (PROTOCOL §5). Thread-safe. */
public final class StatsService implements GetStats {
    private final Node node;
    private final Store store;
    private final Broker broker;
    private final Supplier<Sessions> sessions;
    private final InstantSource clock;

    /**
     * Counts on this node and in its store.
     *
     * @param sessions asked late: sessions themselves need the router that needs this
     */
    public StatsService(Node node, Store store, Broker broker, Supplier<Sessions> sessions, InstantSource clock) {
        this.node = node;
        this.store = store;
        this.broker = broker;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Value.Struct stats(Caller caller) {
        Broker.Stats events = broker.stats();
        Tenant view = caller.tenant();
        return Value.struct()
                .put("connections", sessions.get().connections())
                .put("subscriptions", events.subscriberCount())
                .put("sessions", sessions.get().authenticated())
                .put("uptime_ms", Duration.between(node.startedAt(), clock.instant()))
                .put("node", node.name())
                .put("version", node.version())
                .put("store", store.kind())
                .put("broker", broker(events))
                .put("jobs", counts(store.jobs().countByState(view), state -> state.wireName()))
                .put("queues", queues(store.jobs().depths(view)))
                .put("workflows", counts(store.runs().countByState(view), state -> state.wireName()))
                .build();
    }

    private static Value broker(Broker.Stats events) {
        return Value.struct()
                .put("topic_count", events.topicCount())
                .put("subscriber_count", events.subscriberCount())
                .put("total_published", events.totalPublished())
                .put("total_dropped", events.totalDropped())
                .build();
    }

    private static <K> Value counts(Map<K, Long> counts, Function<K, String> name) {
        StructBuilder view = Value.struct();
        counts.forEach((key, count) -> view.put(name.apply(key), count));
        return view.build();
    }

    private static <K> Value queues(Map<K, JobStore.QueueDepth> depths) {
        StructBuilder view = Value.struct();
        depths.forEach((queue, depth) -> view.put(
                queue.toString(),
                Value.struct()
                        .put("pending", depth.pending())
                        .put("running", depth.running())
                        .build()));
        return view.build();
    }

    /** Which server this is. */
    public record Node(String name, String version, Instant startedAt) {}
}
