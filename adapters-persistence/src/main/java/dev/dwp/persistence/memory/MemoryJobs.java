package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.QueueSituation;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Jobs in memory. Everything but {@link #byId} is guarded by the store's lock. */
final class MemoryJobs implements JobStore {
    private final MemoryStore store;

    /** Written under the lock, read by lists without it. */
    private final ConcurrentSkipListMap<String, Job> byId = new ConcurrentSkipListMap<>();

    private final WaitingJobs waiting = new WaitingJobs();
    private final Timetable<Job> leases = new Timetable<>();
    private final Timetable<Job> finished = new Timetable<>();
    private final Keys<JobId> keys = new Keys<>();
    private final Tally<JobState> states = new Tally<>();
    private final Tally<QueueName> waitingByQueue = new Tally<>();
    private final Tally<QueueName> runningByQueue = new Tally<>();
    private final Set<QueueName> paused = new HashSet<>();
    private final Indexes indexes = new Indexes(waiting, runningByQueue, new Turns(), new Buckets());

    /** What a claim looks at. */
    record Indexes(WaitingJobs waiting, Tally<QueueName> running, Turns turns, Buckets buckets) {}

    MemoryJobs(MemoryStore store) {
        this.store = store;
    }

    /** Refuses a change whose condition does not hold; under the lock. */
    void check(JobChange change, Revisions revisions) {
        Job job = change.job();
        if (change.action() == JobAction.ENQUEUE) {
            keys.requireFree(job.spec().tenant(), job.spec().name(), job.spec().key(), job.createdAt());
        } else {
            requireRevision(job.id(), job.revision() - 1, revisions);
        }
    }

    void requireRevision(JobId id, long revision, Revisions revisions) {
        Job stored = byId.get(id.text());
        revisions.require(id.text(), revision, stored == null ? 0 : stored.revision());
    }

    /** Applies a change that was checked; under the lock. */
    void apply(JobChange change) {
        Job job = change.job();
        if (change.action() == JobAction.ENQUEUE) {
            keys.put(job.spec().tenant(), job.spec().name(), job.spec().key(), job.id(), job.createdAt());
        }
        replace(byId.get(job.id().text()), job);
    }

    void pause(Change.QueuePaused change) {
        if (change.paused()) {
            paused.add(change.queue());
        } else {
            paused.remove(change.queue());
        }
    }

    void purge(Job job) {
        Job stored = byId.get(job.id().text());
        replace(stored, null);
        keys.remove(job.spec().tenant(), job.spec().name(), job.spec().key(), job.id());
    }

    /** Lists read without the lock: what stays must never be missing in between. */
    private void replace(@Nullable Job before, @Nullable Job after) {
        if (before != null) {
            index(before, -1);
        }
        if (after != null) {
            byId.put(after.id().text(), after);
            index(after, 1);
        } else if (before != null) {
            byId.remove(before.id().text());
        }
    }

    private void index(Job job, int change) {
        Tenant tenant = job.spec().tenant();
        states.add(tenant, job.state(), change);
        boolean add = change > 0;
        if (job.state().waiting()) {
            waitingByQueue.add(tenant, job.spec().queue(), change);
            waiting.index(job, add);
        } else if (job.state() == JobState.RUNNING) {
            runningByQueue.add(tenant, job.spec().queue(), change);
            leases.index(until(job), job.id().text(), job, add);
        } else {
            finished.index(job.updatedAt(), job.id().text(), job, add);
        }
    }

    private static Instant until(Job job) {
        return Objects.requireNonNull(job.lease()).until();
    }

    @Override
    public Optional<Job> find(JobId id) {
        store.requireOpen();
        return Optional.ofNullable(byId.get(id.text()));
    }

    @Override
    public Optional<Snapshot<Job>> snapshot(JobId id) {
        return store.locked(
                () -> find(id).map(job -> new Snapshot<>(job, store.events().head())));
    }

    @Override
    public Optional<Job> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        return store.locked(() -> {
            JobId id = keys.find(tenant, name, key, since);
            return id == null ? Optional.<Job>empty() : find(id);
        });
    }

    @Override
    public List<Job> list(JobQuery query) {
        store.requireOpen();
        JobId before = query.before();
        Collection<Job> newestFirst = (before == null ? byId : byId.headMap(before.text(), false))
                .descendingMap()
                .values();
        return newestFirst.stream()
                .filter(job -> query.view().sees(job.spec().tenant()))
                .filter(job -> query.state() == null || query.state() == job.state())
                .filter(job ->
                        query.queue() == null || query.queue().equals(job.spec().queue()))
                .filter(job ->
                        query.name() == null || query.name().equals(job.spec().name()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public Claimed<Job> claimDue(JobClaim claim) {
        return store.act(news -> new Claiming(indexes, claim, paused)
                .take(change -> store.apply(claim.now(), new Change.OfJob(change), news)));
    }

    @Override
    public Set<JobId> renew(WorkerId worker, Collection<JobId> jobs, Instant until) {
        return store.locked(() -> {
            Set<JobId> held = new HashSet<>();
            for (JobId id : jobs) {
                Job job = byId.get(id.text());
                if (job != null && job.lease() != null && job.lease().worker().equals(worker)) {
                    replace(job, job.renewed(new Lease(worker, until)));
                    held.add(id);
                }
            }
            return held;
        });
    }

    @Override
    public List<Job> expired(Instant now, int limit) {
        return store.locked(() -> leases.until(now, limit));
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return store.locked(leases::first);
    }

    @Override
    public QueueSituation situation(Job job, Instant now) {
        QueueName queue = job.spec().queue();
        return store.locked(() -> {
            waiting.look(now);
            return new QueueSituation(
                    paused.contains(queue),
                    runningByQueue.total(queue),
                    runningByQueue.get(job.spec().tenant(), queue),
                    waiting.countAhead(job),
                    waiting.countOthers(job),
                    indexes.buckets().of(queue));
        });
    }

    @Override
    public Set<QueueName> pausedQueues() {
        return store.locked(() -> Set.copyOf(paused));
    }

    @Override
    public Map<JobState, Long> countByState(Tenant view) {
        return store.locked(() -> states.sum(view));
    }

    @Override
    public Map<QueueName, QueueDepth> depths(Tenant view) {
        return store.locked(() -> {
            Map<QueueName, QueueDepth> depths = new HashMap<>();
            waitingByQueue.sum(view).forEach((queue, count) -> depths.put(queue, new QueueDepth(count, 0)));
            runningByQueue
                    .sum(view)
                    .forEach((queue, count) -> depths.merge(
                            queue,
                            new QueueDepth(0, count),
                            (one, other) -> new QueueDepth(one.pending(), other.running())));
            return depths;
        });
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return store.locked(() -> {
            List<Job> old = finished.until(
                    before.minusNanos(1),
                    limit,
                    job -> !Keys.remembered(job.spec().key(), job.createdAt(), now));
            old.forEach(this::purge);
            return old.size();
        });
    }
}
