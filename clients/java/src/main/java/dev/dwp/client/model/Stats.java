package dev.dwp.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Counts of the node that answered and of the jobs, queues and runs that the token sees. */
public final class Stats extends View {
    /** The jobs of one queue. */
    public record Queue(long pending, long running) {}

    public Stats(JsonNode json, ObjectMapper mapper) {
        super(json, mapper);
    }

    public long connections() {
        return number("connections");
    }

    public long subscriptions() {
        return number("subscriptions");
    }

    public long sessions() {
        return number("sessions");
    }

    public Duration uptime() {
        return Objects.requireNonNullElse(millis("uptime_ms"), Duration.ZERO);
    }

    public String node() {
        return required("node");
    }

    public String version() {
        return required("version");
    }

    /** The kind of store behind the node. */
    public String store() {
        return required("store");
    }

    /** The number of jobs in each state. */
    public Map<String, Long> jobs() {
        return map("jobs", JsonNode::asLong);
    }

    /** The number of runs in each state. */
    public Map<String, Long> workflows() {
        return map("workflows", JsonNode::asLong);
    }

    /** Jobs by queue; only the largest ones where {@link #omitted} names {@code queues}. */
    public Map<String, Queue> queues() {
        return map(
                "queues",
                queue -> new Queue(
                        queue.path("pending").asLong(), queue.path("running").asLong()));
    }
}
