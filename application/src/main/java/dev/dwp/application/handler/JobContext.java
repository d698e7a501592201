package dev.dwp.application.handler;

import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a job's handler knows of its attempt. Thread-safe. */
public interface JobContext {

    /** The job. */
    JobId jobId();

    /** The job's name: that of its handler. */
    String name();

    /** The queue that it came from. */
    QueueName queue();

    /** Which attempt this is, from 1. */
    int attempt();

    /** When the attempt is interrupted. */
    Instant deadline();

    /** Whose job it is. */
    Tenant tenant();

    /** The W3C trace context that the job was enqueued in. */
    @Nullable
    String traceparent();

    /** Logs with the job's id, name and attempt. */
    Logger logger();

    /** Whether the attempt should stop: cancelled, out of time, or the server is stopping. */
    boolean cancelled();

    /**
     * Tells subscribers and {@code job.get} how far the job is. Does nothing when the attempt is over.
     *
     * <p>What is told is stored before this returns, up to 100 times a second. What is told faster is put together: the
     * latest is stored as soon as its turn comes, and at the latest with the end of the attempt.
     *
     * @param percent 0 to 100
     * @param note a short text for people; cut after 1024 characters
     * @throws IllegalArgumentException when {@code percent} is out of range
     */
    void progress(int percent, @Nullable String note);

    /**
     * Pauses by the server's clock.
     *
     * @throws InterruptedException as soon as the attempt should stop
     */
    void sleep(Duration pause) throws InterruptedException;

    /** Makes another job of the same tenant, with default options; see {@link #enqueue(String, Object, JobOptions)}. */
    default JobId enqueue(String name, @Nullable Object payload) {
        return enqueue(name, payload, JobOptions.DEFAULT);
    }

    /**
     * Makes another job of the same tenant and in the same trace. An attempt may be repeated; give the new job a key where
     * it must not be made twice.
     *
     * @param payload anything with a JSON form, or a {@link dev.dwp.domain.frame.Value}
     * @return the new job, or the one that the key names already
     * @throws dev.dwp.domain.frame.Refusal as {@code job.enqueue} does
     * @throws IllegalStateException when the attempt is over
     */
    JobId enqueue(String name, @Nullable Object payload, JobOptions options);
}
