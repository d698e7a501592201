package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.TokenBucket;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a store of jobs must do, in the simplest way that does it: one list, looked through from end to end. */
final class JobModel {
    private static final Comparator<Job> RUN_ORDER = Comparator.<Job, Integer>comparing(
                    job -> -job.spec().priority())
            .thenComparing(job -> job.id().text());

    private final List<Job> jobs = new ArrayList<>();
    private final Set<QueueName> paused = new HashSet<>();
    private final Map<Lane, Long> served = new HashMap<>();
    private final Map<QueueName, TokenBucket> buckets = new HashMap<>();
    private long turn;
    private long events;

    private record Lane(QueueName queue, Tenant tenant) {
        static Lane of(Job job) {
            return new Lane(job.spec().queue(), job.spec().tenant());
        }
    }

    /** By id. */
    List<Job> jobs() {
        return List.copyOf(jobs);
    }

    Set<QueueName> paused() {
        return Set.copyOf(paused);
    }

    /** How many events have been told. */
    long events() {
        return events;
    }

    private Stream<Job> those(Predicate<Job> wanted) {
        return jobs.stream().filter(wanted);
    }

    /** Whether it is accepted. */
    boolean apply(JobChange change) {
        Job job = change.job();
        if (change.action() == JobAction.ENQUEUE) {
            if (newest(job, job.createdAt().minus(IdempotencyKey.REMEMBERED)).isPresent()) {
                return false;
            }
            jobs.add(job);
            served.computeIfAbsent(Lane.of(job), lane -> ++turn);
        } else {
            Optional<Job> before = find(job.id()).filter(stored -> stored.revision() == job.revision() - 1);
            if (before.isEmpty()) {
                return false;
            }
            replace(before.get(), withLaterLease(job, before.get()));
        }
        events += new Change.OfJob(change).events().size();
        return true;
    }

    /** The newest job of the same tenant, name and key that has not ended, or not before an instant. */
    Optional<Job> newest(Job like, Instant since) {
        return those(job -> like.spec().key() != null
                        && like.spec().key().equals(job.spec().key())
                        && like.spec().name().equals(job.spec().name())
                        && like.spec().tenant().equals(job.spec().tenant())
                        && !(job.state().finished() && job.updatedAt().isBefore(since)))
                .max(Comparator.comparing(Job::createdAt)
                        .thenComparing(job -> job.id().text()));
    }

    Optional<Job> find(JobId id) {
        return those(job -> job.id().equals(id)).findFirst();
    }

    private void replace(Job before, Job after) {
        jobs.set(jobs.indexOf(before), after);
    }

    private static Job withLaterLease(Job job, Job before) {
        Lease mine = job.lease();
        Lease stored = before.lease();
        boolean later = mine != null
                && stored != null
                && mine.worker().equals(stored.worker())
                && mine.until().isBefore(stored.until());
        return later ? job.renewed(stored) : job;
    }

    boolean purge(Job dead) {
        return jobs.removeIf(job -> job.id().equals(dead.id()) && job.revision() == dead.revision());
    }

    void pause(QueueName queue, boolean pausing) {
        if (pausing) {
            paused.add(queue);
        } else {
            paused.remove(queue);
        }
    }

    /** The jobs that a worker holds, under a longer lease. */
    Set<JobId> renew(Lease lease) {
        List<Job> held = those(
                        job -> job.lease() != null && job.lease().worker().equals(lease.worker()))
                .toList();
        held.forEach(job -> replace(job, withLaterLease(job.renewed(lease), job)));
        return held.stream().map(Job::id).collect(Collectors.toSet());
    }

    List<Job> expired(Instant now) {
        return those(job -> job.lease() != null && !job.lease().until().isAfter(now))
                .sorted(Comparator.<Job, Instant>comparing(job -> job.lease().until())
                        .thenComparing(job -> job.id().text()))
                .toList();
    }

    Optional<Instant> nextExpiry() {
        return those(job -> job.lease() != null).map(job -> job.lease().until()).min(Comparator.naturalOrder());
    }

    /** The jobs that may be deleted. */
    Set<JobId> deletable(boolean dead, Instant before, Instant now) {
        return those(job -> job.state().finished()
                        && dead == (job.state() == JobState.FAILED)
                        && job.updatedAt().isBefore(before)
                        && (job.spec().key() == null || job.updatedAt().isBefore(now.minus(IdempotencyKey.REMEMBERED))))
                .map(Job::id)
                .collect(Collectors.toSet());
    }

    void delete(Set<JobId> gone) {
        jobs.removeIf(job -> gone.contains(job.id()));
    }

    Map<JobState, Long> states(Tenant view) {
        return those(job -> view.sees(job.spec().tenant()))
                .collect(Collectors.groupingBy(Job::state, Collectors.counting()));
    }

    Map<QueueName, QueueDepth> depths(Tenant view) {
        return those(job -> view.sees(job.spec().tenant()) && !job.state().finished())
                .collect(Collectors.toMap(
                        job -> job.spec().queue(),
                        job -> job.state().waiting() ? new QueueDepth(1, 0) : new QueueDepth(0, 1),
                        (one, other) ->
                                new QueueDepth(one.pending() + other.pending(), one.running() + other.running())));
    }

    /** The due jobs of which one must be taken next: the first of each lane whose turn it is. */
    Optional<Job> next(JobClaim claim) {
        return due(claim)
                .filter(job -> open(claim, job) && !claim.now().isBefore(tokenAt(claim, job)))
                .min(Comparator.<Job>comparingLong(job -> running(Lane.of(job)))
                        .thenComparingLong(job -> served.get(Lane.of(job)))
                        .thenComparing(RUN_ORDER));
    }

    private Stream<Job> due(JobClaim claim) {
        return those(job -> job.state().waiting()
                && claim.names().contains(job.spec().name())
                && !job.runAt().isAfter(claim.now()));
    }

    /** Whether time alone lets jobs of a queue through. */
    private boolean open(JobClaim claim, Job job) {
        QueueName queue = job.spec().queue();
        Integer most = claim.limitsOf(queue).concurrency();
        long running = those(other -> other.state() == JobState.RUNNING
                        && other.spec().queue().equals(queue))
                .count();
        return !paused.contains(queue) && !claim.closed().contains(queue) && (most == null || running < most);
    }

    private long running(Lane lane) {
        return those(job -> job.state() == JobState.RUNNING && Lane.of(job).equals(lane))
                .count();
    }

    private Instant tokenAt(JobClaim claim, Job job) {
        Rate rate = claim.limitsOf(job.spec().queue()).rate();
        TokenBucket bucket = buckets.get(job.spec().queue());
        if (rate == null || bucket == null) {
            return Instant.MIN;
        }
        TokenBucket now = bucket.refilled(rate, claim.now());
        return now.whole() > 0 ? Instant.MIN : now.nextAt(rate);
    }

    /** A claim took this one. */
    void take(JobClaim claim, Job taken) {
        JobChange change = taken.claim(claim.lease(), claim.now());
        apply(change);
        served.put(Lane.of(taken), ++turn);
        QueueName queue = taken.spec().queue();
        Rate rate = claim.limitsOf(queue).rate();
        if (rate != null) {
            TokenBucket bucket = buckets.getOrDefault(queue, TokenBucket.full(rate, claim.now()));
            buckets.put(queue, bucket.refilled(rate, claim.now()).take(1));
        }
    }

    /** When the same claim may take more without anything but time; {@code null} for never. */
    @Nullable
    Instant again(JobClaim claim) {
        return those(job -> job.state().waiting()
                        && claim.names().contains(job.spec().name())
                        && open(claim, job))
                .map(job -> later(claim.now(), later(job.runAt(), tokenAt(claim, job))))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Due jobs of the same queue and tenant that go first. */
    long ahead(Job job, Instant now) {
        return those(other ->
                        waits(other, now) && Lane.of(other).equals(Lane.of(job)) && RUN_ORDER.compare(other, job) < 0)
                .count();
    }

    /** Due jobs of the same queue and other tenants. */
    long others(Job job, Instant now) {
        return those(other -> waits(other, now)
                        && other.spec().queue().equals(job.spec().queue())
                        && !other.spec().tenant().equals(job.spec().tenant()))
                .count();
    }

    private static boolean waits(Job job, Instant now) {
        return job.state().waiting() && !job.runAt().isAfter(now);
    }
}
