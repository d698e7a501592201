package dev.dwp.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A schedule that enqueues a job at each of its times (PROTOCOL §5, {@code cron.list}). */
public final class CronEntry extends View {
    public CronEntry(JsonNode json, ObjectMapper mapper) {
        super(json, mapper);
    }

    public String name() {
        return required("name");
    }

    /** The schedule as a cron expression. */
    public String schedule() {
        return required("schedule");
    }

    public String jobName() {
        return required("job_name");
    }

    public String queue() {
        return required("queue");
    }

    public @Nullable Instant nextRunAt() {
        return instant("next_run_at");
    }

    public @Nullable Instant lastRunAt() {
        return instant("last_run_at");
    }
}
