package dev.dwp.persistence.jdbc;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.JobClaim;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.job.JobSpec;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.RetryPolicy;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a busy server does to a store, told to whoever wants to know, each after it was acknowledged. One for each thread
 * that works, or shared.
 */
final class Load {
    static final String NAME = "work";

    private final Store store;
    private final IdGenerator ids;
    private final Acknowledged acknowledged;

    /** Hears of what was acknowledged. */
    interface Acknowledged {
        void hear(String what, String id);
    }

    Load(Store store, IdGenerator ids, Acknowledged acknowledged) {
        this.store = store;
        this.ids = ids;
        this.acknowledged = acknowledged;
    }

    /** Enqueues a job; of every ten, one is cancelled again. */
    void produce(int number) {
        Instant now = Instant.now();
        Job job = commit(Job.enqueue(ids.job(), spec(number), now, now));
        acknowledged.hear("enqueued", job.id().text());
        if (number % 10 == 0) {
            try {
                commit(job.cancel(Instant.now()));
                acknowledged.hear("cancelled", job.id().text());
            } catch (StaleWrite e) {
                acknowledged.hear("met", job.id().text());
            }
        }
    }

    /** Publishes a signal that nobody waits for. */
    void publish() {
        Signal signal = new Signal(ids.signal(), "paid", null, Value.of(1), Tenant.NONE, null, Instant.now());
        store.commits().commit(Changeset.of(Instant.now(), new Change.SignalKept(signal)));
        acknowledged.hear("kept", signal.id().text());
    }

    /** Takes some jobs and completes them; how many. */
    int consume(WorkerId worker) {
        Instant now = Instant.now();
        Lease lease = new Lease(worker, now.plusSeconds(30));
        var claimed = store.jobs().claimDue(new JobClaim(lease, Set.of(NAME), Map.of(), Set.of(), 16, now));
        for (Job job : claimed.items()) {
            acknowledged.hear("claimed", job.id().text());
            try {
                commit(job.complete(Value.of(job.id().text()), Instant.now()));
                acknowledged.hear("completed", job.id().text());
            } catch (StaleWrite e) {
                acknowledged.hear("met", job.id().text());
            }
        }
        return claimed.items().size();
    }

    private Job commit(JobChange change) {
        store.commits().commit(Changeset.of(Instant.now(), new Change.OfJob(change)));
        return change.job();
    }

    private static JobSpec spec(int number) {
        return new JobSpec(
                NAME,
                new QueueName("queue-" + number % 3),
                Value.struct().put("number", number).build(),
                0,
                RetryPolicy.DEFAULT,
                Duration.ofMinutes(5),
                null,
                number % 2 == 0 ? Tenant.NONE : new Tenant("app-" + number % 4, null),
                null);
    }
}
