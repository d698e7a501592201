package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.domain.job.ClaimPlan;
import dev.dwp.domain.job.ClaimSnapshot;
import dev.dwp.domain.job.FairKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.NextClaim;
import dev.dwp.domain.job.QueueCapacity;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import dev.dwp.domain.job.TokenBucket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One claim of due jobs. Used under the store's lock.
 *
 * @param buckets what is left of the rate of each queue that has one
 * @param paused queues of which nothing may start
 */
record MemoryClaim(
        WaitingJobs waiting, Map<QueueName, TokenBucket> buckets, Set<QueueName> paused, JobClaim claim, NextClaim next)
        implements ClaimSnapshot {

    /** Takes jobs in turn; each is handed to {@code move}, which must put it in the place of the one before. */
    Claimed<Job> take(Consumer<JobChange> move) {
        waiting.look(claim.now());
        ClaimPlan plan = ClaimPlan.of(this, claim.names(), claim.limit());
        List<Job> taken = new ArrayList<>();
        for (TenantQueue pick : plan.picks()) {
            TenantJobs jobs = waiting.queues().of(pick);
            JobChange started = Objects.requireNonNull(jobs.first(claim.names(), claim.now()))
                    .claim(claim.lease(), claim.now());
            move.accept(started);
            taken.add(started.job());
        }
        buckets.putAll(plan.buckets());
        if (taken.size() == claim.limit()) {
            return new Claimed<>(taken, claim.now());
        }
        next.note(plan.nextLook());
        waiting.nextDue(claim.names()).ifPresent(next::note);
        return new Claimed<>(taken, next.at());
    }

    @Override
    public Iterator<DueQueue> queues() {
        return waiting.queues().inTurn().stream()
                .<DueQueue>map(queue -> new Offer(queue, this))
                .iterator();
    }

    /** A queue as the claim finds it. */
    private record Offer(TenantQueues.OneQueue queue, MemoryClaim claiming) implements DueQueue {
        @Override
        public QueueName name() {
            return queue.name();
        }

        @Override
        public FairKey turn() {
            return Objects.requireNonNull(queue.turn());
        }

        @Override
        public QueueCapacity capacity() {
            return claiming.claim.capacity(
                    name(), claiming.paused.contains(name()), queue.running(), claiming.buckets.get(name()));
        }

        @Override
        public Iterator<? extends DueTenant> tenants() {
            return claiming.waiting.allDue(claiming.claim.now())
                    ? queue.inTurn().iterator()
                    : queue.inTurn().stream()
                            .map(jobs -> new PartlyDue(jobs, claiming))
                            .iterator();
        }
    }

    /** Jobs of which some are due by another's clock alone. */
    private record PartlyDue(TenantJobs jobs, MemoryClaim claiming) implements DueTenant {
        @Override
        public FairKey turn() {
            return jobs.turn();
        }

        @Override
        public long due(Set<String> names) {
            return jobs.due(names, claiming.claim.now(), claiming.claim.limit(), claiming.next);
        }
    }
}
