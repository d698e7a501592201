package dev.dwp.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * An event of a channel (PROTOCOL §7.2), or, where a subscription asks for gaps as elements, a place at which events are
 * missing ({@link #gap}).
 */
public final class Event extends View {
    private final String cursor;
    private final String channel;
    private final @Nullable Instant time;
    private final @Nullable Gap gap;

    /**
     * Events that passed out of what the server keeps before they could be delivered.
     *
     * @param after the cursor of the last event before them; {@code null} where there was none
     * @param until the cursor just before the oldest event that is kept, which comes next
     */
    public record Gap(@Nullable String after, String until) {}

    /** Reads an event frame. */
    public Event(JsonNode frame, ObjectMapper mapper) {
        super(frame.path("data"), mapper);
        this.cursor = frame.path("id").asText();
        this.channel = frame.path("channel").asText();
        String ts = frame.path("ts").textValue();
        this.time = ts == null ? null : time(ts);
        this.gap = null;
    }

    /** A time that another server spells in its own way is as good as none. */
    private static @Nullable Instant time(String ts) {
        try {
            return OffsetDateTime.parse(ts).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private Event(String channel, Gap gap, ObjectMapper mapper) {
        super(JsonNodeFactory.instance.objectNode().put("type", "gap"), mapper);
        this.cursor = gap.until();
        this.channel = channel;
        this.time = null;
        this.gap = gap;
    }

    /** The element that stands for missing events. */
    public static Event ofGap(String channel, Gap gap, ObjectMapper mapper) {
        return new Event(channel, gap, mapper);
    }

    /** The event's name for ever, {@code evt-17}: a subscription after it goes on with the next one. */
    public String cursor() {
        return cursor;
    }

    /** The channel that was subscribed to. */
    public String channel() {
        return channel;
    }

    /** When it happened; {@code null} where the server does not tell, and of a gap. */
    public @Nullable Instant time() {
        return time;
    }

    /** The missing events that this element stands for; {@code null} of an event. */
    public @Nullable Gap gap() {
        return gap;
    }

    /** {@code job.completed}, {@code workflow.waiting}, …; {@code gap} where events are missing. */
    public String type() {
        return required("type");
    }

    /** The channel of the one job or run that it is about, such as {@code job:job_…}. */
    public @Nullable String topic() {
        return text("topic");
    }

    public @Nullable String jobId() {
        return text("job_id");
    }

    public @Nullable String runId() {
        return text("run_id");
    }

    /** The name of the job, workflow or cron entry. */
    public @Nullable String name() {
        String name = text("name");
        String jobName = name == null ? text("job_name") : name;
        return jobName == null ? text("entry_name") : jobName;
    }

    public @Nullable String queue() {
        return text("queue");
    }

    /** The state of the job or run after it. */
    public @Nullable String state() {
        return text("state");
    }

    public @Nullable String stepName() {
        return text("step_name");
    }

    /** The number of the attempt, from 1. */
    public @Nullable Long attempt() {
        return optionalNumber("attempt");
    }

    public @Nullable Duration elapsed() {
        return millis("elapsed_ms");
    }

    public @Nullable String error() {
        return text("error");
    }

    /** When the next attempt is due, on {@code job.retrying}. */
    public @Nullable Instant nextRunAt() {
        return instant("next_run_at");
    }

    /** How far a job is, from 0 to 100, on {@code job.progress}. */
    public @Nullable Double percent() {
        JsonNode percent = json().path("percent");
        return percent.isNumber() ? percent.doubleValue() : null;
    }

    public @Nullable String note() {
        return text("note");
    }

    /** True when no other event of this job or run follows, unless it is replayed. */
    public boolean isFinal() {
        return json().path("final").asBoolean();
    }
}
