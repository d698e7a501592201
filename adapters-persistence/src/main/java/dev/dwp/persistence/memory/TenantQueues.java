package dev.dwp.persistence.memory;

import dev.dwp.domain.job.FairKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import dev.dwp.domain.session.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every queue and, in it, every tenant with jobs waiting or running, each in the order in which it is their turn. A claim
 * finds its jobs at the front, however many wait. Guarded by the store's lock.
 */
final class TenantQueues {
    private static final int IDLE_REMEMBERED = 10_000;

    private final Map<QueueName, OneQueue> byName = new HashMap<>();

    /** The queues with jobs whose time has come, by the turn of their first tenant. */
    private final TreeMap<FairKey, OneQueue> inTurn = new TreeMap<>();

    /** The last turns of those that have no jobs now, the one that fell idle longest ago first; the rest are newcomers. */
    private final Map<TenantQueue, Long> idle = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantQueue, Long> eldest) {
            return size() > IDLE_REMEMBERED;
        }
    };

    private long lastTurn;

    /** The tenants with jobs in one queue. */
    static final class OneQueue {
        private final QueueName name;
        private final Map<Tenant, TenantJobs> tenants = new HashMap<>();
        private final TreeMap<FairKey, TenantJobs> inTurn = new TreeMap<>();
        private long running;
        private long due;

        private OneQueue(QueueName name) {
            this.name = name;
        }

        QueueName name() {
            return name;
        }

        @Nullable
        TenantJobs of(Tenant tenant) {
            return tenants.get(tenant);
        }

        Collection<TenantJobs> tenants() {
            return tenants.values();
        }

        /** The tenants with jobs whose time has come, the one whose turn it is first. */
        Collection<TenantJobs> inTurn() {
            return inTurn.values();
        }

        /** The turn of its first tenant; {@code null} when none has jobs whose time has come. */
        @Nullable
        FairKey turn() {
            return inTurn.isEmpty() ? null : inTurn.firstKey();
        }

        /** Jobs that run, over all tenants. */
        long running() {
            return running;
        }

        /** Jobs whose time has come, over all tenants. */
        long due() {
            return due;
        }

        private void takeOut(TenantJobs jobs) {
            inTurn.remove(jobs.turn());
            running -= jobs.running();
            due -= jobs.due();
        }

        private void putBack(TenantJobs jobs) {
            if (jobs.due() > 0) {
                inTurn.put(jobs.turn(), jobs);
            }
            running += jobs.running();
            due += jobs.due();
        }
    }

    Collection<OneQueue> all() {
        return byName.values();
    }

    /** The queues with jobs whose time has come, in turn. */
    Collection<OneQueue> inTurn() {
        return inTurn.values();
    }

    @Nullable
    OneQueue of(QueueName name) {
        return byName.get(name);
    }

    /** The jobs beside which a job stands; where there are none yet, its tenant is the last in the row. */
    TenantJobs of(Job job) {
        return of(TenantQueue.of(job.spec()));
    }

    TenantJobs of(TenantQueue key) {
        OneQueue queue = byName.computeIfAbsent(key.queue(), OneQueue::new);
        return queue.tenants.computeIfAbsent(key.tenant(), absent -> {
            Long known = idle.remove(key);
            return new TenantJobs(key, known == null ? ++lastTurn : known);
        });
    }

    /** A job of it was taken: it is the last in the row. */
    void serve(TenantJobs jobs) {
        change(jobs, () -> jobs.serve(++lastTurn));
    }

    /** Changes the jobs of a tenant in a way that may change whose turn it is. */
    void change(TenantJobs jobs, Runnable change) {
        OneQueue queue = queueOf(jobs);
        FairKey before = queue.turn();
        if (before != null) {
            inTurn.remove(before);
        }
        queue.takeOut(jobs);
        change.run();
        queue.putBack(jobs);
        FairKey after = queue.turn();
        if (after != null) {
            inTurn.put(after, queue);
        }
    }

    private OneQueue queueOf(TenantJobs jobs) {
        return Objects.requireNonNull(byName.get(jobs.queue().queue()));
    }

    /** Lets go of what has no jobs any more. */
    void tidy(Job job) {
        OneQueue queue = byName.get(job.spec().queue());
        TenantJobs jobs = queue == null ? null : queue.of(job.spec().tenant());
        if (queue != null && jobs != null && jobs.idle()) {
            idle.put(jobs.queue(), jobs.turn().lastTurn());
            queue.tenants.remove(job.spec().tenant());
            if (queue.tenants.isEmpty()) {
                byName.remove(queue.name());
            }
        }
    }
}
