package dev.dwp.application.workflow;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.workflow.RunSpec;
import dev.dwp.domain.workflow.WorkflowVersion;
import java.time.Duration;
import java.time.Instant;

/** Finds out whether there is a node that has the code of a run. Thread-safe. */
final class KnownWorkflows {
    private final Store store;
    private final Handlers handlers;
    private final Duration lease;

    KnownWorkflows(WorkflowEngineParts parts) {
        this.store = parts.store();
        this.handlers = parts.handlers();
        this.lease = parts.settings().lease();
    }

    /** Whether this node has it, or one that was seen within a lease; a node tells of itself three times in that time. */
    boolean anywhere(RunSpec spec, Instant now) {
        WorkflowVersion version = new WorkflowVersion(spec.name(), spec.version());
        return handlers.workflow(version).isPresent()
                || (store.shared()
                        && store.nodes().seenSince(now.minus(lease)).stream()
                                .map(NodeInfo::workflows)
                                .anyMatch(versions -> versions.contains(version)));
    }
}
