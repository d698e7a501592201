package dev.dwp.domain.job;

/**
 * Something that happened to a job: what a store commits as one with the events that tell of it.
 *
 * @param action what happened
 * @param job the job afterwards; its state before had the revision one below
 */
public record JobChange(JobAction action, Job job) {}
