package dev.dwp.client.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A workflow run at the moment in which the server read it (PROTOCOL §5, {@code workflow.get}). */
public final class Run extends EndingView implements Outcome {
    /** The states of a run. */
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED,
        /** A state that this version of the client does not know. */
        UNKNOWN
    }

    public Run(JsonNode json, ObjectMapper mapper) {
        super(json, mapper, "output");
    }

    /** The version of the workflow's code that it runs. */
    public @Nullable String version() {
        return json().hasNonNull("version") ? required("version") : null;
    }

    public State state() {
        return state(State.class);
    }

    /** The error that ended it; {@code null} where none did. */
    public @Nullable String error() {
        return text("error");
    }

    @Override
    public @Nullable String failure() {
        return error();
    }

    /** The input as a Java type; {@code null} where it has none. */
    public <T> @Nullable T input(Class<T> type) {
        return as("input", type);
    }

    /** The input as a type with parameters. */
    public <T> @Nullable T input(TypeReference<T> type) {
        return as("input", type);
    }

    public Instant startedAt() {
        return requiredInstant("started_at");
    }

    /** The run that started this one; {@code null} where a client did. */
    public @Nullable String parentRunId() {
        return text("parent_run_id");
    }
}
