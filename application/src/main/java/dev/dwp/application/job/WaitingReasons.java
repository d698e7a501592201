package dev.dwp.application.job;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.port.in.ExplainJob.Code;
import dev.dwp.application.port.in.ExplainJob.Reason;
import dev.dwp.application.port.out.NodeInfo;
import dev.dwp.application.port.out.QueueSituation;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.Rate;
import dev.dwp.domain.job.TokenBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Why a waiting job waits, the most decisive reason first: what keeps it from running however much room there is (its time
 * has not come, its queue is paused, nobody can run it), then what leaves no room, and last who goes first.
 */
final class WaitingReasons {
    private final Store store;
    private final Handlers handlers;
    private final WorkerSettings settings;
    private final Supplier<WorkerLoad> load;

    WaitingReasons(JobEngineParts parts, Supplier<WorkerLoad> load) {
        this.store = parts.store();
        this.handlers = parts.handlers();
        this.settings = parts.settings();
        this.load = load;
    }

    /**
     * The reasons that hold now.
     *
     * @param everything whether they may tell of other tenants: no answer to a tenant holds a number or a time of
     *     another's (PROTOCOL §4.3)
     */
    List<Reason> of(Job job, Instant now, boolean everything) {
        QueueSituation queue = store.jobs().situation(job, now);
        List<Reason> reasons = new ArrayList<>();
        boolean due = !job.runAt().isAfter(now);
        if (!due) {
            reasons.add(notDue(job));
        }
        paused(job, queue).ifPresent(reasons::add);
        noWorker(job, now).ifPresent(reasons::add);
        if (due) {
            List<Reason> noRoom = noRoom(job, queue, now, everything);
            reasons.addAll(noRoom);
            turn(queue, !noRoom.isEmpty(), everything).ifPresent(reasons::add);
            behind(queue, reasons.isEmpty(), everything).ifPresent(reasons::add);
        }
        return reasons;
    }

    private static Reason notDue(Job job) {
        StructBuilder facts = Value.struct().put("run_at", job.runAt());
        if (job.state() == JobState.PENDING) {
            return new Reason(Code.SCHEDULED, "It is to run at %s.".formatted(job.runAt()), facts.build());
        }
        return new Reason(
                Code.RETRY_BACKOFF,
                "An attempt failed; attempt %d follows at %s.".formatted(job.attempt(), job.runAt()),
                facts.put("attempt", job.attempt())
                        .put("last_error", job.lastError())
                        .build());
    }

    private Optional<Reason> paused(Job job, QueueSituation queue) {
        QueueName name = job.spec().queue();
        if (queue.paused()) {
            return Optional.of(new Reason(Code.QUEUE_PAUSED, "The queue '%s' is paused.".formatted(name), Value.EMPTY));
        }
        return settings.closed().contains(name)
                ? Optional.of(new Reason(
                        Code.QUEUE_PAUSED,
                        "The queue '%s' is paused by this node's configuration.".formatted(name),
                        Value.EMPTY))
                : Optional.empty();
    }

    private Optional<Reason> noWorker(Job job, Instant now) {
        String name = job.spec().name();
        boolean here = handlers.job(name).isPresent();
        return here || elsewhere(name, now)
                ? Optional.empty()
                : Optional.of(new Reason(
                        Code.NO_WORKER,
                        "No live node has a handler for '%s'; it waits until one comes up.".formatted(name),
                        Value.EMPTY));
    }

    /** A node tells of itself three times in the time of a lease. */
    private boolean elsewhere(String name, Instant now) {
        return store.shared()
                && store.nodes().seenSince(now.minus(settings.lease())).stream()
                        .map(NodeInfo::jobNames)
                        .anyMatch(names -> names.contains(name));
    }

    private List<Reason> noRoom(Job job, QueueSituation queue, Instant now, boolean everything) {
        QueueLimits limits = settings.limitsOf(job.spec().queue());
        return Stream.of(
                        concurrency(limits, queue, everything),
                        rate(limits, queue, now, everything),
                        busy(job, everything))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Reason> concurrency(QueueLimits limits, QueueSituation queue, boolean everything) {
        Integer limit = limits.concurrency();
        if (limit == null || queue.running() < limit) {
            return Optional.empty();
        }
        if (!everything) {
            return Optional.of(new Reason(
                    Code.QUEUE_CONCURRENCY,
                    "Its queue runs as many jobs as it may at a time, which is %d.".formatted(limit),
                    Value.struct().put("limit", limit).build()));
        }
        return Optional.of(new Reason(
                Code.QUEUE_CONCURRENCY,
                "Its queue runs %d jobs, and may run %d at a time.".formatted(queue.running(), limit),
                Value.struct()
                        .put("limit", limit)
                        .put("running", queue.running())
                        .build()));
    }

    private static Optional<Reason> rate(QueueLimits limits, QueueSituation queue, Instant now, boolean everything) {
        Rate rate = limits.rate();
        TokenBucket bucket = queue.bucket();
        if (rate == null || bucket == null) {
            return Optional.empty();
        }
        TokenBucket current = bucket.refilled(rate, now);
        if (current.whole() > 0) {
            return Optional.empty();
        }
        if (!everything) {
            return Optional.of(new Reason(
                    Code.QUEUE_RATE,
                    "Its queue starts %d jobs in %d ms at most, and these have started."
                            .formatted(rate.permits(), rate.per().toMillis()),
                    Value.struct().put("rate", text(rate)).build()));
        }
        return Optional.of(new Reason(
                Code.QUEUE_RATE,
                "Its queue starts %d jobs in %d ms at most; the next may start at %s."
                        .formatted(rate.permits(), rate.per().toMillis(), current.nextAt(rate)),
                Value.struct()
                        .put("rate", text(rate))
                        .put("next_at", current.nextAt(rate))
                        .build()));
    }

    /** As configuration spells it. */
    private static String text(Rate rate) {
        long millis = rate.per().toMillis();
        String per = millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
        return rate.permits() + "/" + (per.equals("1s") ? "s" : per);
    }

    /** What this node knows of itself; other nodes may have room, and then take the job at once. */
    private Optional<Reason> busy(Job job, boolean everything) {
        WorkerLoad now = load.get();
        if (handlers.job(job.spec().name()).isEmpty() || !now.full()) {
            return Optional.empty();
        }
        if (!everything) {
            return Optional.of(
                    new Reason(Code.WORKERS_BUSY, "This node runs as many jobs as it may at the moment.", Value.EMPTY));
        }
        String message = now.choked()
                ? "This node takes no jobs until some of its %d abandoned handlers end.".formatted(now.abandoned())
                : "This node runs %d jobs, as many as it may.".formatted(now.running());
        return Optional.of(new Reason(
                Code.WORKERS_BUSY,
                message,
                Value.struct()
                        .put("concurrency", now.concurrency())
                        .put("running", now.running())
                        .put("abandoned", now.abandoned())
                        .build()));
    }

    private static Optional<Reason> turn(QueueSituation queue, boolean full, boolean everything) {
        if (!full || queue.tenantRunning() == 0 || queue.othersDue() == 0) {
            return Optional.empty();
        }
        if (!everything) {
            return Optional.of(new Reason(
                    Code.TENANT_SHARE,
                    "Its tenant runs %d jobs of this queue, and others are served too; who runs fewer goes first."
                            .formatted(queue.tenantRunning()),
                    Value.struct().put("running", queue.tenantRunning()).build()));
        }
        return Optional.of(new Reason(
                Code.TENANT_SHARE,
                "Its tenant runs %d jobs of this queue while %s of others wait; who runs fewer goes first."
                        .formatted(queue.tenantRunning(), counted(queue.othersDue())),
                Value.struct()
                        .put("running", queue.tenantRunning())
                        .put("others", queue.othersDue())
                        .build()));
    }

    private static Optional<Reason> behind(QueueSituation queue, boolean nothingElse, boolean everything) {
        if (!nothingElse && queue.ahead() == 0) {
            return Optional.empty();
        }
        String message = queue.ahead() == 0
                ? "Nothing is in its way; it is about to be picked up."
                : "Of its queue and tenant, %s go first.".formatted(counted(queue.ahead()));
        return Optional.of(new Reason(
                Code.QUEUED_BEHIND,
                message,
                Value.struct()
                        .put("ahead", queue.ahead())
                        .put("others", everything ? Value.of(queue.othersDue()) : null)
                        .build()));
    }

    private static String counted(long jobs) {
        return (jobs < QueueSituation.MOST_COUNTED ? "%d jobs" : "at least %d jobs").formatted(jobs);
    }
}
