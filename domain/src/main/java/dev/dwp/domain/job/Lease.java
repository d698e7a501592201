package dev.dwp.domain.job;

import java.time.Instant;

/** A worker's right to run a job until an instant, unless it is renewed. */
public record Lease(WorkerId worker, Instant until) {}
