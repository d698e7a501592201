package dev.dwp.application.handler;

import dev.dwp.domain.job.JobId;
import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a job's handler knows of its attempt. Thread-safe. */
public interface JobContext {

    /** The job. */
    JobId jobId();

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
     * Tells subscribers and {@code job.get} how far the job is.
     *
     * @param percent 0 to 100
     * @param note a short text for people
     */
    void progress(int percent, @Nullable String note);

    /**
     * Pauses by the server's clock.
     *
     * @throws InterruptedException as soon as the attempt should stop
     */
    void sleep(Duration pause) throws InterruptedException;
}
