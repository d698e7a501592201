package dev.dwp.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** The reasons for which a job or run does not go on now (PROTOCOL §5, {@code job.explain}). */
public final class Explanation extends View {
    public Explanation(JsonNode json, ObjectMapper mapper) {
        super(json, mapper);
    }

    /** The id of the job or run. */
    public String id() {
        return json().has("run_id") ? required("run_id") : required("job_id");
    }

    public String state() {
        return required("state");
    }

    public List<Reason> reasons() {
        return list("reasons", reason -> new Reason(reason, mapper()));
    }

    /** One reason; what belongs to its code is in {@link #json}. */
    public static final class Reason extends View {
        Reason(JsonNode json, ObjectMapper mapper) {
            super(json, mapper);
        }

        /** {@code scheduled queued_behind queue_paused workers_busy no_worker running finished}, …. */
        public String code() {
            return required("code");
        }

        /** A sentence for people. */
        public String message() {
            return required("message");
        }
    }
}
