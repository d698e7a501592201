package dev.dwp.application.session;

import dev.dwp.application.node.NodePresence;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.GetStats;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.stream.Broker;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.time.Elapsed;
import dev.dwp.domain.workflow.RunState;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Counts what {@code stats} shows (PROTOCOL §5). Thread-safe. */
public final class StatsService implements GetStats {
    private final NodePresence nodes;
    private final Store store;
    private final Broker broker;
    private final Supplier<Sessions> sessions;

    /**
     * Counts on this node and in its store.
     *
     * @param sessions asked late: sessions themselves need the router that needs this
     */
    public StatsService(NodePresence nodes, Store store, Broker broker, Supplier<Sessions> sessions) {
        this.nodes = nodes;
        this.store = store;
        this.broker = broker;
        this.sessions = sessions;
    }

    @Override
    public Value.Struct stats(Caller caller) {
        NodeInfo own = nodes.own();
        Broker.Stats events = broker.stats();
        Tenant view = caller.tenant();
        return Value.struct()
                .put("connections", sessions.get().connections())
                .put("subscriptions", events.subscriberCount())
                .put("sessions", sessions.get().authenticated())
                .put("uptime_ms", Elapsed.between(own.startedAt(), own.seenAt()))
                .put("node", own.name())
                .put("version", own.version())
                .put("store", store.kind())
                .put("broker", broker(events))
                .put(
                        "jobs",
                        counts(
                                JobState.values(),
                                JobState::wireName,
                                store.jobs().countByState(view)))
                .put("queues", queues(store.jobs().depths(view)))
                .put(
                        "workflows",
                        counts(
                                RunState.values(),
                                RunState::wireName,
                                store.runs().countByState(view)))
                .put("nodes", nodes.live().stream().map(StatsService::node).toList())
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

    /** Every state is there, so that nobody has to tell none from unknown. */
    private static <K> Value counts(K[] states, Function<K, String> name, Map<K, Long> counts) {
        StructBuilder view = Value.struct();
        for (K state : states) {
            view.put(name.apply(state), counts.getOrDefault(state, 0L).longValue());
        }
        return view.build();
    }

    private static Value queues(Map<QueueName, JobStore.QueueDepth> depths) {
        StructBuilder view = Value.struct();
        depths.entrySet().stream()
                .sorted(Comparator.comparing(queue -> queue.getKey().text()))
                .forEach(queue -> view.put(queue.getKey().text(), depth(queue.getValue())));
        return view.build();
    }

    private static Value depth(JobStore.QueueDepth depth) {
        return Value.struct()
                .put("pending", depth.pending())
                .put("running", depth.running())
                .build();
    }

    private static Value node(NodeInfo node) {
        return Value.struct()
                .put("name", node.name())
                .put("worker_id", node.worker().text())
                .put("version", node.version())
                .put("started_at", node.startedAt())
                .put("seen_at", node.seenAt())
                .build();
    }
}
