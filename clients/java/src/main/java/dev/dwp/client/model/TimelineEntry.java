package dev.dwp.client.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One entry of a run's timeline: an attempt at a step, a wait, a sleep, a child (PROTOCOL §6). */
public final class TimelineEntry extends View {
    public TimelineEntry(JsonNode json, ObjectMapper mapper) {
        super(json, mapper);
    }

    /** Grows along the timeline, not necessarily by one. */
    public long seq() {
        return number("seq");
    }

    public String stepName() {
        return required("step_name");
    }

    /** {@code step wait sleep child parallel compensation}. */
    public String kind() {
        return required("kind");
    }

    /** {@code running waiting completed failed cancelled}, and what else servers have. */
    public String state() {
        return required("state");
    }

    /** Counts from 1. */
    public long attempt() {
        return number("attempt");
    }

    public Instant startedAt() {
        return requiredInstant("started_at");
    }

    public @Nullable Instant completedAt() {
        return instant("completed_at");
    }

    public @Nullable Duration elapsed() {
        return millis("elapsed_ms");
    }

    public @Nullable String error() {
        return text("error");
    }

    /** Of a wait: the name of the event that it waits for, or waited for. */
    public @Nullable String event() {
        return text("event");
    }

    /** Of a wait: the key that the event must have; {@code null} for any. */
    public @Nullable String eventKey() {
        return text("event_key");
    }

    /** When a wait or a sleep ends by itself, or a further attempt may begin. */
    public @Nullable Instant until() {
        return instant("until");
    }

    /** Of a child: its run. */
    public @Nullable String childRunId() {
        return text("child_run_id");
    }

    /** The value that it returned as a Java type; {@code null} where there is nothing. */
    public <T> @Nullable T data(Class<T> type) {
        return as("data", type);
    }

    /** The value as a type with parameters. */
    public <T> @Nullable T data(TypeReference<T> type) {
        return as("data", type);
    }
}
