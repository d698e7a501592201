package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.JobClaim;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a worker can take on: anything called {@code work} under a lease of 30 s, but for what a test says. */
public final class ClaimDraft {
    /** How long leases last that a draft asks for. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private WorkerId worker = Driver.WORKER;
    private Duration lease = LEASE;
    private Set<String> names = Set.of("work");
    private final Map<QueueName, QueueLimits> limits = new HashMap<>();
    private final Set<QueueName> closed = new HashSet<>();
    private int limit;

    private ClaimDraft(int limit) {
        this.limit = limit;
    }

    /** At most so many jobs. */
    public static ClaimDraft upTo(int limit) {
        return new ClaimDraft(limit);
    }

    public ClaimDraft by(WorkerId id) {
        worker = id;
        return this;
    }

    public ClaimDraft lease(Duration time) {
        lease = time;
        return this;
    }

    public ClaimDraft names(String... known) {
        names = Set.of(known);
        return this;
    }

    public ClaimDraft concurrency(String queue, int most) {
        return limits(queue, most, null);
    }

    public ClaimDraft rate(String queue, Rate rate) {
        return limits(queue, null, rate);
    }

    public ClaimDraft limits(String queue, @Nullable Integer concurrency, @Nullable Rate rate) {
        limits.put(new QueueName(queue), new QueueLimits(concurrency, rate));
        return this;
    }

    public ClaimDraft closed(String queue) {
        closed.add(new QueueName(queue));
        return this;
    }

    /** The claim, made at an instant. */
    public JobClaim at(Instant now) {
        return new JobClaim(new Lease(worker, now.plus(lease)), names, limits, closed, limit, now);
    }
}
