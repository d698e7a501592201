package dev.dwp.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of jobs and workflows that can be asked for, with the JSON Schemas of what they take. */
public record Handlers(List<JobType> jobs, List<WorkflowType> workflows) {
    public Handlers {
        jobs = List.copyOf(jobs);
        workflows = List.copyOf(workflows);
    }

    /**
     * A kind of job.
     *
     * @param payload the JSON Schema of its payload; {@code null} where it takes anything
     */
    public record JobType(String name, @Nullable JsonNode payload) {}

    /**
     * A workflow.
     *
     * @param versions the versions of its code that the cluster runs, as the server spells them
     * @param input the JSON Schema of its input; {@code null} where it takes anything
     */
    public record WorkflowType(
            String name, List<String> versions, @Nullable JsonNode input) {
        public WorkflowType {
            versions = List.copyOf(versions);
        }
    }
}
