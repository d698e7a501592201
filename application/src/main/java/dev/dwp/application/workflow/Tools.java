package dev.dwp.application.workflow;

import java.time.Duration;

/**
 * What all runs on this node share.
 *
 * @param parts what the engine is made of
 */
record Tools(
        WorkflowEngineParts parts,
        RunCommits commits,
        Ticks clock,
        CodeThreads threads,
        Values values,
        Rendezvous rendezvous) {

    /** Between two tries while the store is away. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    static Tools of(WorkflowEngineParts parts) {
        return new Tools(
                parts,
                RunCommits.of(parts),
                new Ticks(parts.clock()),
                new CodeThreads(parts),
                new Values(
                        parts.binder(),
                        parts.settings().maxValueBytes(),
                        parts.settings().maxOutputBytes()),
                new Rendezvous(parts.store().runs()));
    }

    WorkflowSettings settings() {
        return parts.settings();
    }
}
