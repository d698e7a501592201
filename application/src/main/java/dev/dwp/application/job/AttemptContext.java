package dev.dwp.application.job;

import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobOptions;
import dev.dwp.application.port.in.Caller;
import dev.dwp.application.port.in.EnqueueJob;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.Progress;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Identity;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler knows of its attempt, and can do in it. Thread-safe. */
final class AttemptContext implements JobContext {
    /** No clock shows more. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final RunningJob running;
    private final Job job;
    private final Services services;
    private final Logger logger;

    /** What it does it with. */
    record Services(EnqueueJob enqueue, PayloadBinder binder, InstantSource clock, Alarms alarms) {}

    AttemptContext(RunningJob running, Services services) {
        this.running = running;
        this.job = running.job();
        this.services = services;
        this.logger = LoggerFactory.getLogger("dev.dwp.handler." + name());
    }

    @Override
    public JobId jobId() {
        return job.id();
    }

    @Override
    public String name() {
        return job.spec().name();
    }

    @Override
    public QueueName queue() {
        return job.spec().queue();
    }

    @Override
    public int attempt() {
        return job.attempt();
    }

    @Override
    public Instant deadline() {
        return running.deadline();
    }

    @Override
    public Tenant tenant() {
        return job.spec().tenant();
    }

    @Override
    public @Nullable String traceparent() {
        return job.spec().traceparent();
    }

    @Override
    public Logger logger() {
        return logger;
    }

    @Override
    public boolean cancelled() {
        return running.ending() != null;
    }

    @Override
    public void progress(int percent, @Nullable String note) {
        Progress progress = new Progress(percent, note);
        if (!cancelled()) {
            running.progress().tell(progress);
        }
    }

    @Override
    public void sleep(Duration pause) throws InterruptedException {
        Semaphore over = new Semaphore(0);
        Duration bounded = pause.compareTo(FOR_EVER) > 0 ? FOR_EVER : pause;
        Wakeups.Registration alarm =
                services.alarms().after(bounded, services.clock().instant(), over::release);
        Wakeups.Registration stop = running.onEnd(over::release);
        try {
            over.acquire();
        } finally {
            stop.close();
            alarm.close();
        }
        if (cancelled()) {
            throw new InterruptedException("The attempt is over.");
        }
    }

    @Override
    public JobId enqueue(String name, @Nullable Object payload, JobOptions options) {
        if (cancelled()) {
            throw new IllegalStateException("The attempt at %s is over; it makes no more jobs.".formatted(job.id()));
        }
        Value value = services.binder().unbind(payload);
        return services.enqueue()
                .enqueue(caller(), new EnqueueJob.Command(name, value, options))
                .job()
                .id();
    }

    private Caller caller() {
        return new Caller(new Identity(job.id().text(), tenant(), Set.of()), tenant(), traceparent());
    }
}
