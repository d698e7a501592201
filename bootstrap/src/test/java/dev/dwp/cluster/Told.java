package dev.dwp.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.Data;
import java.time.Instant;

/**
 * What is kept of an event that arrived.
 *
 * @param number its place in the total order
 * @param id the job's or run's; empty for others
 * @param attempt of a job's event; else 0
 * @param step of a run's event; else empty
 * @param last whether nothing follows on that job or run
 * @param error why it failed; empty where it did not
 * @param print tells frames that differ apart
 */
record Told(
        long number,
        String type,
        String id,
        int attempt,
        String step,
        boolean last,
        Instant at,
        String error,
        int print) {
    static Told of(JsonNode event) {
        JsonNode data = event.path("data");
        String type = data.path("type").asText();
        String id = type.startsWith("workflow.")
                ? data.path("run_id").asText()
                : type.startsWith("job.") ? data.path("job_id").asText() : "";
        return new Told(
                Data.number(event),
                type.intern(),
                id,
                data.path("attempt").asInt(),
                data.path("step_name").asText(),
                data.path("final").asBoolean(),
                Instant.parse(event.path("ts").asText()),
                data.path("error").asText(),
                event.toString().hashCode());
    }
}
