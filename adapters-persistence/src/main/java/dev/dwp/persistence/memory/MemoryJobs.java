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

    private final Queues queues = new Queues();
    private final WaitingJobs waiting = new WaitingJobs(queues);
    private final Buckets buckets = new Buckets();
    private final Set<QueueName> paused = new HashSet<>();
    private final Timetable<Job> leases = new Timetable<>();
    private final Finished<Job> finished = new Finished<>(MemoryJobs::life);
    private final Keys<JobId> keys = new Keys<>();
    private final Tally<JobState> states = new Tally<>();

    MemoryJobs(MemoryStore store) {
        this.store = store;
    }

    private static Finished.Life life(Job job) {
        return new Finished.Life(job.id().text(), job.spec().key() != null, job.createdAt(), job.updatedAt());
    }

    private static Keys.@Nullable Ref keyOf(Job job) {
        return Keys.Ref.of(job.spec().tenant(), job.spec().name(), job.spec().key());
    }

    /** Refuses a change whose condition does not hold; under the lock. */
    void check(JobChange change, Conditions conditions) {
        Job job = change.job();
        boolean first = change.action() == JobAction.ENQUEUE;
        conditions.move(job.id().text(), revision(job.id()), first ? null : job.revision() - 1, job.revision());
        if (first) {
            keys.check(keyOf(job), job.id(), job.createdAt(), conditions.jobKeys());
        }
    }

    void checkPurge(Job job, Conditions conditions) {
        conditions.move(job.id().text(), revision(job.id()), job.revision(), null);
        keys.checkRemoval(keyOf(job), job.id(), conditions.jobKeys());
    }

    private @Nullable Long revision(JobId id) {
        Job stored = byId.get(id.text());
        return stored == null ? null : stored.revision();
    }

    /**
     * Applies a change that was checked; under the lock.
     *
     * @return the job as it was before; {@code null} when it is new
     */
    @Nullable
    Job apply(JobChange change) {
        Job job = change.job();
        Job before = byId.get(job.id().text());
        if (change.action() == JobAction.ENQUEUE) {
            keys.put(keyOf(job), job.id(), job.createdAt());
        }
        replace(before, withLaterLease(job, before));
        return before;
    }

    /** A renewal is not undone by a change that was made from the job as it was before. */
    private static Job withLaterLease(Job job, @Nullable Job before) {
        Lease brought = job.lease();
        Lease stored = before == null ? null : before.lease();
        if (brought == null || stored == null || !stored.worker().equals(brought.worker())) {
            return job;
        }
        return stored.until().isAfter(brought.until()) ? job.renewed(stored) : job;
    }

    void pause(Change.QueuePaused change) {
        if (change.paused()) {
            paused.add(change.queue());
        } else {
            paused.remove(change.queue());
        }
    }

    void delete(Job job) {
        replace(byId.get(job.id().text()), null);
        keys.remove(keyOf(job), job.id());
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
        if (before != null) {
            queues.tidy(before);
        }
    }

    private void index(Job job, int change) {
        states.add(job.spec().tenant(), job.state(), change);
        boolean add = change > 0;
        if (job.state().finished()) {
            finished.index(job, add);
        } else if (job.state() == JobState.RUNNING) {
            Lane lane = queues.laneOf(job);
            queues.change(lane, () -> lane.addRunning(change));
            leases.index(Objects.requireNonNull(job.lease()).until(), job.id().text(), job, add);
        } else if (add) {
            waiting.add(job);
        } else {
            waiting.remove(job);
        }
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
            JobId id = keys.find(new Keys.Ref(tenant, name, key), since);
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
        return store.act(news -> {
            waiting.look(claim.now());
            Claiming claiming = new Claiming(queues, buckets, paused, claim);
            waiting.nextDue(claim.names()).ifPresent(claiming::note);
            return claiming.take(change -> store.apply(claim.now(), new Change.OfJob(change), news));
        });
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
        return store.locked(() -> {
            waiting.look(now);
            QueueName name = job.spec().queue();
            QueueLanes queue = queues.queue(name);
            Lane lane = queue == null ? null : queue.lane(job.spec().tenant());
            return new QueueSituation(
                    paused.contains(name),
                    queue == null ? 0 : queue.running(),
                    lane == null ? 0 : lane.running(),
                    lane == null ? 0 : lane.ahead(job),
                    queue == null ? 0 : queue.due() - (lane == null ? 0 : lane.due()),
                    buckets.of(name));
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
            for (QueueLanes queue : queues.all()) {
                queue.lanes().stream()
                        .filter(lane -> view.sees(lane.tenant()))
                        .map(lane -> new QueueDepth(lane.waiting(), lane.running()))
                        .reduce(MemoryJobs::sum)
                        .ifPresent(depth -> depths.put(queue.name(), depth));
            }
            return depths;
        });
    }

    private static QueueDepth sum(QueueDepth one, QueueDepth other) {
        return new QueueDepth(one.pending() + other.pending(), one.running() + other.running());
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return store.locked(() -> {
            List<Job> old = finished.before(before, now, limit);
            old.forEach(this::delete);
            return old.size();
        });
    }
}
