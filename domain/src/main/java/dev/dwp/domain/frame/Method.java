package dev.dwp.domain.frame;

import dev.dwp.domain.scope.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of PROTOCOL §5, each with the scope that it needs (§4.2). */
public enum Method {
    AUTH("auth", null),
    JOB_ENQUEUE("job.enqueue", Scope.JOB_WRITE),
    JOB_GET("job.get", Scope.JOB_READ),
    JOB_CANCEL("job.cancel", Scope.JOB_WRITE),
    JOB_EXPLAIN("job.explain", Scope.JOB_READ),
    JOB_LIST("job.list", Scope.JOB_READ),
    HANDLER_LIST("handler.list", Scope.JOB_READ),
    QUEUE_LIST("queue.list", Scope.QUEUE_READ),
    QUEUE_PAUSE("queue.pause", Scope.QUEUE_WRITE),
    QUEUE_RESUME("queue.resume", Scope.QUEUE_WRITE),
    WORKFLOW_START("workflow.start", Scope.WORKFLOW_WRITE),
    WORKFLOW_GET("workflow.get", Scope.WORKFLOW_READ),
    WORKFLOW_EVENT("workflow.event", Scope.WORKFLOW_WRITE),
    WORKFLOW_TIMELINE("workflow.timeline", Scope.WORKFLOW_READ),
    WORKFLOW_LIST("workflow.list", Scope.WORKFLOW_READ),
    WORKFLOW_EXPLAIN("workflow.explain", Scope.WORKFLOW_READ),
    WORKFLOW_CANCEL("workflow.cancel", Scope.WORKFLOW_WRITE),
    WORKFLOW_REPLAY("workflow.replay", Scope.WORKFLOW_WRITE),
    SUBSCRIBE("subscribe", Scope.SUBSCRIBE),
    UNSUBSCRIBE("unsubscribe", Scope.SUBSCRIBE),
    STATS("stats", Scope.STATS_READ),
    CRON_LIST("cron.list", Scope.CRON_READ),
    DLQ_LIST("dlq.list", Scope.DLQ_READ),
    DLQ_REPLAY("dlq.replay", Scope.DLQ_WRITE),
    DLQ_PURGE("dlq.purge", Scope.DLQ_WRITE);

    private static final Map<String, Method> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Method::wireName, Function.identity()));

    private final String wireName;
    private final @Nullable Scope scope;

    Method(String wireName, @Nullable Scope scope) {
        this.wireName = wireName;
        this.scope = scope;
    }

    /** The method of that name; empty when there is none. */
    public static Optional<Method> find(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    /**
     * Refuses (405) a name that no method has, and suggests the nearest.
     *
     * @param usable the methods that may be suggested
     */
    public static Refusal unknown(String wireName, Stream<Method> usable) {
        List<String> names = usable.map(Method::wireName).toList();
        return Refusal.of(
                ErrorCode.UNKNOWN_METHOD,
                "There is no method '%s'.%s".formatted(Excerpt.of(wireName), Nearest.suggestion(wireName, names)),
                null);
    }

    /** As the protocol spells it. */
    public String wireName() {
        return wireName;
    }

    /** The scope that it needs; {@code null} when it needs none. */
    public @Nullable Scope scope() {
        return scope;
    }
}
