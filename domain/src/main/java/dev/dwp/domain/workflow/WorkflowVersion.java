package dev.dwp.domain.workflow;

/**
 * One version of a workflow's code: what a run belongs to, and what a node may know or not.
 *
 * @param version from 1
 */
public record WorkflowVersion(String name, int version) {
    /** Checks the range. */
    public WorkflowVersion {
        if (name.isBlank() || version < 1) {
            throw new IllegalArgumentException(
                    "A workflow needs a name and a version from 1: '%s' version %d.".formatted(name, version));
        }
    }
}
