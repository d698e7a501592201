package dev.dwp.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The depth, limits and pause of a queue (PROTOCOL §5, {@code queue.list}). */
public final class QueueInfo extends View {
    public QueueInfo(JsonNode json, ObjectMapper mapper) {
        super(json, mapper);
    }

    public String queue() {
        return required("queue");
    }

    /** Jobs that are due. */
    public long pending() {
        return number("pending");
    }

    /** Jobs that are to run later, retries included. */
    public long scheduled() {
        return number("scheduled");
    }

    public long running() {
        return number("running");
    }

    public boolean paused() {
        return json().path("paused").asBoolean();
    }

    /** The most jobs that run at a time; {@code null} for no limit of the queue's own. */
    public @Nullable Long concurrency() {
        return optionalNumber("concurrency");
    }

    /** The most jobs that begin in a second; {@code null} for no limit. */
    public @Nullable Double rate() {
        JsonNode rate = json().path("rate");
        return rate.isNumber() ? rate.doubleValue() : null;
    }

    /** Since when its oldest due job waits; {@code null} when none does. */
    public @Nullable Instant oldestDueAt() {
        return instant("oldest_due_at");
    }
}
