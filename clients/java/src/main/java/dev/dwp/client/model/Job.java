package dev.dwp.client.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job at the moment in which the server read it (PROTOCOL §5, {@code job.get}). */
public final class Job extends EndingView implements Outcome {
    /** The states of a job. */
    public enum State {
        PENDING,
        RUNNING,
        COMPLETED,
        FAILED,
        RETRYING,
        CANCELLED,
        /** A state that this version of the client does not know. */
        UNKNOWN
    }

    public Job(JsonNode json, ObjectMapper mapper) {
        super(json, mapper, "result");
    }

    public String queue() {
        return required("queue");
    }

    public State state() {
        return state(State.class);
    }

    /** The priority; higher ones run first. */
    public long priority() {
        return number("priority");
    }

    public long maxRetries() {
        return number("max_retries");
    }

    public long retryCount() {
        return number("retry_count");
    }

    /** The error of its latest failed attempt; {@code null} when none has failed. */
    public @Nullable String lastError() {
        return text("last_error");
    }

    @Override
    public @Nullable String failure() {
        return lastError();
    }

    /** The payload as a Java type; {@code null} where it has none. */
    public <T> @Nullable T payload(Class<T> type) {
        return as("payload", type);
    }

    /** The payload as a type with parameters. */
    public <T> @Nullable T payload(TypeReference<T> type) {
        return as("payload", type);
    }

    /** The instant before which it does not run. */
    public Instant runAt() {
        return requiredInstant("run_at");
    }

    public @Nullable Instant startedAt() {
        return instant("started_at");
    }

    /** The worker that runs it, or ran it last; {@code null} before its first attempt. */
    public @Nullable String workerId() {
        return text("worker_id");
    }

    /** The time limit of one attempt. */
    public @Nullable Duration timeout() {
        return millis("timeout_ms");
    }

    /** The idempotency key. */
    public @Nullable String key() {
        return text("key");
    }

    /** Its attempts, the first first; the one that goes on now has no outcome. */
    public List<Attempt> attempts() {
        return list("attempts", item -> new Attempt(item, mapper()));
    }

    /** One attempt at a job. */
    public static final class Attempt extends View {
        Attempt(JsonNode json, ObjectMapper mapper) {
            super(json, mapper);
        }

        /** Counts from 1. */
        public long number() {
            return number("attempt");
        }

        /** {@code completed failed cancelled lost released}; {@code null} while it goes on. */
        public @Nullable String outcome() {
            return text("outcome");
        }

        public @Nullable String error() {
            return text("error");
        }

        public @Nullable String workerId() {
            return text("worker_id");
        }

        public Instant startedAt() {
            return requiredInstant("started_at");
        }

        public @Nullable Instant endedAt() {
            return instant("ended_at");
        }

        public @Nullable Duration elapsed() {
            return millis("elapsed_ms");
        }
    }
}
