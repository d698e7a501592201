package dev.dwp.domain.workflow;

import dev.dwp.domain.job.Lease;

/**
 * A worker's hold on a run.
 *
 * @param fence which of the run's claims this is, from 1: a worker that reads a higher one has lost the run
 * @param lease by whom and until when
 */
public record RunClaim(int fence, Lease lease) {}
