package dev.dwp.bootstrap;

import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.ExplainJob;
import dev.dwp.application.port.in.ExplainRun;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits until nothing of an engine is due, running or in delivery: until nothing more happens unless time passes or somebody
 * asks for something. For tests; looks through all jobs and runs that have not ended.
 */
final class Idleness {
    private static final int PAGE = 500;

    /** How long it waits for news before it looks again: not all that it looks at tells of itself. */
    private static final long LOOK_AGAIN_MILLIS = 5;

    /** Why a job that is due may wait for something else than this engine. */
    private static final Set<ExplainJob.Code> WAITING =
            Set.of(ExplainJob.Code.NO_WORKER, ExplainJob.Code.QUEUE_PAUSED, ExplainJob.Code.QUEUE_RATE);

    private final Engine engine;
    private final Caller operator;

    Idleness(Engine engine, Caller operator) {
        this.engine = engine;
        this.operator = operator;
    }

    void await(Duration atMost) throws InterruptedException, TimeoutException {
        Semaphore news = new Semaphore(0);
        List<Wakeups.Registration> registrations = new ArrayList<>();
        for (Wakeups.Topic topic : Wakeups.Topic.values()) {
            registrations.add(engine.store().wakeups().on(topic, news::release));
        }
        try {
            long end = System.nanoTime() + atMost.toNanos();
            for (Optional<String> busy = busy(); busy.isPresent(); busy = busy()) {
                if (System.nanoTime() - end > 0) {
                    throw new TimeoutException("Not idle after %s: %s".formatted(atMost, busy.get()));
                }
                if (news.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
        } finally {
            registrations.forEach(Wakeups.Registration::close);
        }
    }

    /** What goes on, in a sentence; empty where nothing does, from before the look until after it. */
    private Optional<String> busy() {
        Cursor head = engine.store().events().head();
        Instant now = engine.time().clock().instant();
        Optional<String> busy = busyJob(now).or(() -> busyRun(now)).or(() -> delivery(head));
        return busy.isPresent() || engine.store().events().head().equals(head)
                ? busy
                : Optional.of("Something has just happened.");
    }

    private Optional<String> busyJob(Instant now) {
        return Stream.of(JobState.RUNNING, JobState.PENDING, JobState.RETRYING)
                .flatMap(this::jobs)
                .filter(job -> job.state() == JobState.RUNNING || (!job.runAt().isAfter(now) && canRun(job)))
                .findFirst()
                .map(job -> "The job %s (%s) is %s."
                        .formatted(job.id(), job.spec().name(), job.state() == JobState.RUNNING ? "running" : "due"));
    }

    private boolean canRun(Job job) {
        return engine.jobs().explain().explain(operator, job.id()).reasons().stream()
                .noneMatch(reason -> WAITING.contains(reason.code()));
    }

    private Stream<Job> jobs(JobState state) {
        List<Job> all = new ArrayList<>();
        List<Job> page = jobs(state, null);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = jobs(state, page.getLast().id());
        }
        return all.stream();
    }

    private List<Job> jobs(JobState state, @Nullable JobId before) {
        return engine.store().jobs().list(new JobQuery(Tenant.NONE, state, null, null, before, PAGE));
    }

    private Optional<String> busyRun(Instant now) {
        List<WorkflowRun> page = runs(null);
        while (!page.isEmpty()) {
            for (WorkflowRun run : page) {
                Instant wakeAt = run.wakeAt();
                if (run.claim() != null || (wakeAt != null && !wakeAt.isAfter(now) && canRun(run))) {
                    return Optional.of("The run %s (%s) is %s."
                            .formatted(run.id(), run.spec().name(), run.claim() == null ? "due" : "running"));
                }
            }
            page = runs(page.getLast().id());
        }
        return Optional.empty();
    }

    private boolean canRun(WorkflowRun run) {
        return engine.workflows().explain().explain(operator, run.id()).reasons().stream()
                .noneMatch(reason -> reason.code() == ExplainRun.RunReasonCode.NO_WORKER);
    }

    private List<WorkflowRun> runs(@Nullable RunId before) {
        return engine.store().runs().list(new RunQuery(Tenant.NONE, RunState.RUNNING, null, before, PAGE));
    }

    private Optional<String> delivery(Cursor head) {
        return engine.broker().delivered(head)
                ? Optional.empty()
                : Optional.of("Events up to %s are on their way to subscribers.".formatted(head.text()));
    }
}
