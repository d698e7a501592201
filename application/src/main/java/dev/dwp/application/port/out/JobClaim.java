package dev.dwp.application.port.out;

import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a worker can take on now.
 *
 * @param lease who takes them and until when
 * @param names the jobs that it has handlers for
 * @param room how many jobs of a queue it may take; queues not named here are bounded by {@code limit} alone, and 0
 *     keeps a queue closed
 * @param limit at most so many in all
 * @param now jobs due at or before are taken
 */
public record JobClaim(Lease lease, Set<String> names, Map<QueueName, Integer> room, int limit, Instant now) {}
