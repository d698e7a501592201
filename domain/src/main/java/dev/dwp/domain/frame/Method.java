package dev.dwp.domain.frame;

import dev.dwp.domain.scope.Scope;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of PROTOCOL §5, each with the scope that it needs (§4.2). */
public enum Method {
    AUTH("auth", null),
    JOB_ENQUEUE("job.enqueue", Scope.JOB_WRITE),
    JOB_GET("job.get", Scope.JOB_READ),
    JOB_CANCEL("job.cancel", Scope.JOB_WRITE),
    JOB_EXPLAIN("job.explain", Scope.JOB_READ),
    JOB_LIST("job.list", Scope.JOB_READ),
    WORKFLOW_START("workflow.start", Scope.WORKFLOW_WRITE),
    WORKFLOW_GET("workflow.get", Scope.WORKFLOW_READ),
    WORKFLOW_EVENT("workflow.event", Scope.WORKFLOW_WRITE),
    WORKFLOW_TIMELINE("workflow.timeline", Scope.WORKFLOW_READ),
    WORKFLOW_LIST("workflow.list", Scope.WORKFLOW_READ),
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

    /**
     * The method of that name.
     *
     * @throws Refusal 405 when there is none
     */
    public static Method named(String wireName) {
        Method method = BY_WIRE_NAME.get(wireName);
        if (method == null) {
            throw Refusal.of(
                    ErrorCode.UNKNOWN_METHOD, "There is no method '%s'.".formatted(Excerpt.of(wireName)), null);
        }
        return method;
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
