package dev.dwp.application.port.out;

import dev.dwp.domain.workflow.TimelineEntry;
import dev.dwp.domain.workflow.WorkflowRun;

/**
 * A waiting entry and its run, read as one: as long as the run has this revision, the entry waits.
 *
 * @param entry in state {@code WAITING}
 */
public record Waiter(WorkflowRun run, TimelineEntry entry) {}
