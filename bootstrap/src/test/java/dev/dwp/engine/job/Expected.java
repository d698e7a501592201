package dev.dwp.engine.job;

import static dev.dwp.domain.job.JobState.CANCELLED;
import static dev.dwp.domain.job.JobState.COMPLETED;
import static dev.dwp.domain.job.JobState.FAILED;
import static dev.dwp.domain.job.JobState.PENDING;
import static dev.dwp.domain.job.JobState.RETRYING;
import static dev.dwp.domain.job.JobState.RUNNING;

import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the model knows of one job; as plain as can be. */
final class Expected {
    static final Duration LEASE = Duration.ofSeconds(30);

    final JobId id;
    final Operation.Enqueue asked;
    final List<String> told = new ArrayList<>(List.of("enqueued"));
    JobState state = PENDING;
    Instant runAt;
    int retryCount;

    /** When it ended; far away until it has. */
    Instant endedAt = Instant.MAX;

    @Nullable
    Integer percent;

    Instant deadline = Instant.MAX;
    Instant leaseUntil = Instant.MAX;

    /** Whether the worker that ran it has died, or let it go at the end of its lease. */
    boolean orphaned;

    Expected(JobId id, Operation.Enqueue asked, Instant now) {
        this.id = id;
        this.asked = asked;
        this.runAt = now.plusSeconds(asked.delay());
    }

    boolean waits() {
        return state == PENDING || state == RETRYING;
    }

    boolean runsHere() {
        return state == RUNNING && !orphaned;
    }

    /** When its worker ends the attempt by itself: its time is up, or its lease, which only turns renew. */
    Instant endsAt() {
        return deadline.isAfter(leaseUntil) ? leaseUntil : deadline;
    }

    boolean sameLane(Expected other) {
        return asked.choice().queue() == other.asked.choice().queue()
                && asked.choice().tenant() == other.asked.choice().tenant();
    }

    /** Whether it goes before another of its lane. */
    boolean before(Expected other) {
        int order = other.asked.choice().priority() - asked.choice().priority();
        return order == 0 ? id.text().compareTo(other.id.text()) < 0 : order < 0;
    }

    void claimed(Instant now) {
        state = RUNNING;
        percent = null;
        orphaned = false;
        deadline = now.plusSeconds(asked.timeout());
        leaseUntil = now.plus(LEASE);
        told.add("started");
    }

    void told(int toldPercent, Instant now) {
        percent = toldPercent;
        leaseUntil = now.plus(LEASE);
        told.add("progress");
    }

    void completed(Instant now) {
        endedAt = now;
        state = COMPLETED;
        told.add("completed");
    }

    void failed(boolean permanent, Instant now) {
        if (permanent || retryCount >= asked.retries()) {
            state = FAILED;
            endedAt = now;
            told.add("failed");
            told.add("dlq");
        } else {
            state = RETRYING;
            runAt = now.plusSeconds(1L << retryCount);
            retryCount++;
            told.add("retrying");
        }
    }

    void released(Instant now) {
        state = RETRYING;
        runAt = now;
        told.add("retrying");
    }

    void cancelled(Instant now) {
        endedAt = now;
        state = CANCELLED;
        told.add("cancelled");
    }

    void replayed(Instant now) {
        endedAt = Instant.MAX;
        state = PENDING;
        runAt = now;
        retryCount = 0;
        percent = null;
        told.add("enqueued");
    }
}
