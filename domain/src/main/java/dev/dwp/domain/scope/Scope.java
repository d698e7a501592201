package dev.dwp.domain.scope;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One permission of a token (PROTOCOL §4.2). */
public enum Scope {
    ALL("*"),
    QUEUE_READ("queue:read"),
    QUEUE_WRITE("queue:write"),
    JOB_READ("job:read"),
    JOB_WRITE("job:write"),
    WORKFLOW_READ("workflow:read"),
    WORKFLOW_WRITE("workflow:write"),
    SUBSCRIBE("subscribe"),
    STATS_READ("stats:read"),
    CRON_READ("cron:read"),
    DLQ_READ("dlq:read"),
    DLQ_WRITE("dlq:write");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The scope of that name.
     *
     * @throws IllegalArgumentException naming all scopes when there is none; tokens come from configuration
     */
    public static Scope named(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no scope '%s'. Use one of: %s."
                        .formatted(
                                wireName,
                                Arrays.stream(values()).map(Scope::wireName).collect(Collectors.joining(", ")))));
    }

    /** As tokens and the protocol spell it. */
    public String wireName() {
        return wireName;
    }
}
