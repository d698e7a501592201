package dev.dwp.application.port.out;

import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Instant;
import java.util.Set;

/**
 * A running server, as it tells the others of itself.
 *
 * @param worker its id: the one on its leases
 * @param name what people call it
 * @param version of its code
 * @param jobNames the jobs that it has handlers for
 * @param workflows the versions of workflows whose code it has
 * @param startedAt when it came up
 * @param seenAt when it last said so
 */
public record NodeInfo(
        WorkerId worker,
        String name,
        String version,
        Set<String> jobNames,
        Set<WorkflowVersion> workflows,
        Instant startedAt,
        Instant seenAt) {
    /** Keeps its own copy. */
    public NodeInfo {
        jobNames = Set.copyOf(jobNames);
        workflows = Set.copyOf(workflows);
    }
}
