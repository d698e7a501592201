package dev.dwp.domain.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a run: what a store commits as one with the events that tell of it.
 *
 * @param action what happened
 * @param run the run afterwards; its state before had the revision one below
 * @param entry the entry of its timeline that began or ended with it
 */
public record RunChange(
        RunAction action, WorkflowRun run, @Nullable TimelineEntry entry) {}
