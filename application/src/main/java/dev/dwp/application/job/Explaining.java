package dev.dwp.application.job;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.GetJob;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Lease;
import dev.dwp.domain.job.WorkerId;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code job.explain} (PROTOCOL §5): every reason why a job does not run now. Thread-safe. */
final class Explaining implements ExplainJob {
    private final GetJob reading;
    private final Store store;
    private final InstantSource clock;
    private final WaitingReasons waiting;

    Explaining(JobEngineParts parts, GetJob reading, Supplier<WorkerLoad> load) {
        this.reading = reading;
        this.store = parts.store();
        this.clock = parts.clock();
        this.waiting = new WaitingReasons(parts, load);
    }

    @Override
    public Explanation explain(Caller caller, JobId id) {
        Job job = reading.get(caller, id);
        Instant now = clock.instant();
        return new Explanation(
                job,
                switch (job.state()) {
                    case PENDING, RETRYING ->
                        waiting.of(job, now, caller.tenant().equals(Tenant.NONE));
                    case RUNNING -> List.of(running(job, now));
                    case COMPLETED, FAILED, CANCELLED -> List.of(finished(job));
                });
    }

    private static Reason finished(Job job) {
        String state = job.state().wireName();
        return new Reason(
                Code.FINISHED,
                "It ended at %s and is %s.".formatted(job.completedAt(), state),
                Value.struct()
                        .put("state", state)
                        .put("completed_at", job.completedAt())
                        .build());
    }

    private Reason running(Job job, Instant now) {
        Lease lease = job.lease();
        if (lease == null) {
            return finished(job);
        }
        String node = nodeOf(lease.worker()).map(NodeInfo::name).orElse(null);
        String who = node == null ? lease.worker().text() : "%s (%s)".formatted(node, lease.worker());
        boolean lost = !lease.until().isAfter(now);
        return new Reason(
                Code.RUNNING,
                (lost
                                ? "Attempt %d is with %s, whose lease ran out at %s; another worker will take it over."
                                : "Attempt %d runs on %s, which holds it until %s and longer if it renews.")
                        .formatted(job.attempt(), who, lease.until()),
                Value.struct()
                        .put("worker_id", lease.worker().text())
                        .put("node", node)
                        .put("lease_until", lease.until())
                        .put("started_at", job.startedAt())
                        .put("attempt", job.attempt())
                        .build());
    }

    private Optional<NodeInfo> nodeOf(WorkerId worker) {
        return store.nodes().seenSince(Instant.EPOCH).stream()
                .filter(node -> node.worker().equals(worker))
                .findFirst();
    }
}
