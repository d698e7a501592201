package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Claimed;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.QueueGauge;
import dev.dwp.application.port.out.QueueSituation;
import dev.dwp.application.port.out.Snapshot;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.NextClaim;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TokenBucket;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Jobs in memory; all but reading single jobs and lists happens under the store's lock. */
final class MemoryJobs implements JobStore {
    private final MemoryStore store;
    private final JobTable table = new JobTable();
    private final Map<QueueName, TokenBucket> buckets = new HashMap<>();
    private final Set<QueueName> paused = new HashSet<>();

    MemoryJobs(MemoryStore store) {
        this.store = store;
    }

    JobTable table() {
        return table;
    }

    void pause(Change.QueuePaused change) {
        if (change.paused()) {
            paused.add(change.queue());
        } else {
            paused.remove(change.queue());
        }
    }

    /** Tells that a queue is not paused and that no job of it is due. */
    boolean clear(QueueName name, Instant now) {
        table.waiting().look(now);
        TenantQueues.OneQueue queue = table.queues().of(name);
        return !paused.contains(name) && (queue == null || queue.due() == 0);
    }

    @Override
    public Optional<Job> find(JobId id) {
        store.requireOpen();
        return Optional.ofNullable(table.get(id));
    }

    @Override
    public Optional<Snapshot<Job>> snapshot(JobId id) {
        return store.locked(
                () -> find(id).map(job -> new Snapshot<>(job, store.events().head())));
    }

    @Override
    public Optional<Job> findByKey(Tenant tenant, String name, IdempotencyKey key, Instant since) {
        return store.locked(() -> {
            KeyRef ref = new KeyRef(KeyRef.Kind.JOB, tenant, name, key.text());
            return table.keys().find(ref, since).map(JobId::new).flatMap(this::find);
        });
    }

    @Override
    public List<Job> list(JobQuery query) {
        store.requireOpen();
        return table.newestFirst(query.before()).stream()
                .filter(job -> query.view().sees(job.spec().tenant()))
                .filter(job -> query.state() == null || query.state() == job.state())
                .filter(job ->
                        query.queue() == null || query.queue().equals(job.spec().queue()))
                .filter(job ->
                        query.name() == null || query.name().equals(job.spec().name()))
                .filter(job ->
                        query.key() == null || query.key().equals(job.spec().key()))
                .filter(job -> query.created().contains(job.createdAt()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public Claimed<Job> claimDue(JobClaim claim) {
        return store.claim(() -> new MemoryClaim(table.waiting(), buckets, paused, claim, new NextClaim())
                .take(change -> store.apply(claim.now(), new Change.OfJob(change))));
    }

    @Override
    public Set<JobId> renew(WorkerId worker, Collection<JobId> jobs, Instant until) {
        return store.locked(() -> {
            Set<JobId> held = new HashSet<>();
            for (JobId id : jobs) {
                Job job = table.get(id);
                if (job != null && job.lease() != null && job.lease().worker().equals(worker)) {
                    table.renew(job, new Lease(worker, until));
                    held.add(id);
                }
            }
            return held;
        });
    }

    @Override
    public List<Job> expired(Instant now, int limit) {
        return store.locked(() -> table.leases().until(now, limit));
    }

    @Override
    public Optional<Instant> nextExpiry() {
        return store.locked(table.leases()::first);
    }

    @Override
    public QueueSituation situation(Job job, Instant now) {
        return store.locked(() -> {
            table.waiting().look(now);
            QueueName name = job.spec().queue();
            TenantQueues.OneQueue queue = table.queues().of(name);
            TenantJobs jobs = queue == null ? null : queue.of(job.spec().tenant());
            return new QueueSituation(
                    paused.contains(name),
                    queue == null ? 0 : queue.running(),
                    jobs == null ? 0 : jobs.running(),
                    jobs == null ? 0 : jobs.ahead(job),
                    queue == null ? 0 : queue.due() - (jobs == null ? 0 : jobs.due()),
                    buckets.get(name));
        });
    }

    @Override
    public Set<QueueName> pausedQueues() {
        return store.locked(() -> Set.copyOf(paused));
    }

    @Override
    public Map<JobState, Long> countByState(Tenant view) {
        return store.locked(() -> table.states().sum(view));
    }

    @Override
    public Map<QueueName, QueueDepth> depths(Tenant view) {
        return store.locked(() -> {
            Map<QueueName, QueueDepth> depths = new HashMap<>();
            for (TenantQueues.OneQueue queue : table.queues().all()) {
                queue.tenants().stream()
                        .filter(jobs -> view.sees(jobs.queue().tenant()))
                        .map(jobs -> new QueueDepth(jobs.waiting(), jobs.running()))
                        .reduce(MemoryJobs::sum)
                        .ifPresent(depth -> depths.put(queue.name(), depth));
            }
            return depths;
        });
    }

    private static QueueDepth sum(QueueDepth one, QueueDepth other) {
        return new QueueDepth(one.pending() + other.pending(), one.running() + other.running());
    }

    /** Read as lists are, without the lock: it looks at every job, which claims should not wait for. */
    @Override
    public Map<QueueName, QueueGauge> gauges(Tenant view, Instant now) {
        store.requireOpen();
        Map<QueueName, QueueGauge> gauges = new HashMap<>();
        table.newestFirst(null).stream()
                .filter(job -> !job.state().finished() && view.sees(job.spec().tenant()))
                .forEach(job -> gauges.merge(job.spec().queue(), gauge(job, now), QueueGauge::plus));
        return gauges;
    }

    private static QueueGauge gauge(Job job, Instant now) {
        if (job.state() == JobState.RUNNING) {
            return new QueueGauge(0, 0, 1, null);
        }
        boolean due = !job.runAt().isAfter(now);
        boolean pending = due && job.state() == JobState.PENDING;
        return new QueueGauge(pending ? 1 : 0, pending ? 0 : 1, 0, due ? job.runAt() : null);
    }

    @Override
    public int deleteFinishedBefore(Instant before, Instant now, int limit) {
        return delete(table.finished(), before, now, limit);
    }

    @Override
    public int deleteDeadBefore(Instant before, Instant now, int limit) {
        return delete(table.dead(), before, now, limit);
    }

    private int delete(Finished<Job> finished, Instant before, Instant now, int limit) {
        return store.locked(() -> {
            List<Job> old = finished.before(before, now, limit);
            old.forEach(table::delete);
            return old.size();
        });
    }
}
