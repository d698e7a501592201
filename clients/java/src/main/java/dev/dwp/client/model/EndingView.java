package dev.dwp.client.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what a job and a run tell alike. */
abstract class EndingView extends View {
    private final String result;

    /** @param result the member that holds what it has come to */
    EndingView(JsonNode json, ObjectMapper mapper, String result) {
        super(json, mapper);
        this.result = result;
    }

    /** The id to ask, await and cancel by. */
    public final String id() {
        return required("id");
    }

    /** The name of the job or workflow. */
    public final String name() {
        return required("name");
    }

    /** The state as the protocol spells it, such as {@code completed}. */
    public final String stateName() {
        return required("state");
    }

    /** True in a last state, which only a replay leaves. */
    public final boolean ended() {
        return Outcome.LAST_STATES.contains(stateName());
    }

    /** True when it has completed. */
    public final boolean succeeded() {
        return stateName().equals("completed");
    }

    /** A job's result or a run's output as a Java type; {@code null} where there is nothing. */
    public final <T> @Nullable T result(Class<T> type) {
        return as(result, type);
    }

    /** The same for a type with parameters, such as a list of records. */
    public final <T> @Nullable T result(TypeReference<T> type) {
        return as(result, type);
    }

    public final @Nullable Instant completedAt() {
        return instant("completed_at");
    }

    public final Instant createdAt() {
        return requiredInstant("created_at");
    }

    public final Instant updatedAt() {
        return requiredInstant("updated_at");
    }

    /** The application that it belongs to; {@code null} for an operator's. */
    public final @Nullable String appId() {
        return text("scope_app_id");
    }

    /** The organization that it belongs to. */
    public final @Nullable String orgId() {
        return text("scope_org_id");
    }
}
