package dev.dwp.domain.workflow;

/**
 * One of the branches of a parallel.
 *
 * @param parallel the {@code seq} of the parallel's entry
 * @param index which branch, from 0
 */
public record BranchRef(int parallel, int index) {}
