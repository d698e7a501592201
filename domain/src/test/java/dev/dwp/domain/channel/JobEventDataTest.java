package dev.dwp.domain.channel;

import static dev.dwp.domain.job.JobAction.CANCEL;
import static dev.dwp.domain.job.JobAction.CLAIM;
import static dev.dwp.domain.job.JobAction.COMPLETE;
import static dev.dwp.domain.job.JobAction.FAIL;
import static dev.dwp.domain.job.JobAction.PROGRESS;
import static dev.dwp.domain.job.JobAction.RELEASE;
import static dev.dwp.domain.job.JobAction.REPLAY;
import static dev.dwp.domain.job.JobAction.RETRY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobAction;
import dev.dwp.domain.job.JobSamples;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The first thing happens to a job at 10:30:00, each further one a second later. */
@DisplayName("PROTOCOL §7.2: what each job event carries")
class JobEventDataTest {
    @Test
    void enqueued() {
        assertEquals(event("enqueued", "pending").build(), told());
    }

    @Test
    void enqueuedForLaterSaysWhen() {
        Instant later = JobSamples.NOW.plusSeconds(60);
        assertEquals(
                event("enqueued", "pending").put("next_run_at", later).build(),
                JobEvent.tellOf(Job.enqueue(JobSamples.ID, JobSamples.spec(), later, JobSamples.NOW))
                        .getLast()
                        .data());
    }

    @Test
    void replayedAtOnceSaysNoTime() {
        assertEquals(event("enqueued", "pending").build(), told(CLAIM, FAIL, REPLAY));
    }

    @Test
    void started() {
        assertEquals(event("started", "running").put("attempt", 1).build(), told(CLAIM));
        assertEquals(event("started", "running").put("attempt", 2).build(), told(CLAIM, RETRY, CLAIM));
    }

    @Test
    void progress() {
        assertEquals(
                event("progress", "running")
                        .put("attempt", 1)
                        .put("percent", 50)
                        .put("note", "half")
                        .build(),
                told(CLAIM, PROGRESS));
    }

    @Test
    void completed() {
        assertEquals(
                event("completed", "completed")
                        .put("attempt", 2)
                        .put("elapsed_ms", 2000)
                        .put("final", true)
                        .build(),
                told(CLAIM, RETRY, CLAIM, PROGRESS, COMPLETE));
    }

    @Test
    @DisplayName("PROTOCOL §6: no duration is negative after the clock was set back")
    void completedBeforeItWasStarted() {
        Job running = JobSamples.after(CLAIM).job();
        assertEquals(
                Value.of(0),
                JobEvent.tellOf(running.complete(Value.NULL, JobSamples.NOW.minusSeconds(3600)))
                        .getLast()
                        .data()
                        .member("elapsed_ms"));
    }

    @Test
    void retryingIsAboutTheAttemptThatFailed() {
        assertEquals(
                event("retrying", "retrying")
                        .put("attempt", 1)
                        .put("elapsed_ms", 1000)
                        .put("error", "RETRY")
                        .put("next_run_at", JobSamples.NOW.plusSeconds(2).plus(JobSamples.PAUSE))
                        .build(),
                told(CLAIM, RETRY));
    }

    @Test
    void handedBackIsAboutTheAttemptThatWasUnderWay() {
        assertEquals(
                event("retrying", "retrying")
                        .put("attempt", 3)
                        .put("elapsed_ms", 1000)
                        .put("error", "RELEASE")
                        .put("next_run_at", JobSamples.NOW.plusSeconds(6))
                        .build(),
                told(CLAIM, RETRY, CLAIM, RETRY, CLAIM, RELEASE));
    }

    @Test
    void failedAndThenDead() {
        assertEquals(
                event("failed", "failed")
                        .put("attempt", 1)
                        .put("elapsed_ms", 1000)
                        .put("error", "FAIL")
                        .build(),
                JobEvent.tellOf(JobSamples.after(CLAIM, FAIL)).getFirst().data());
        assertEquals(
                event("dlq", "failed")
                        .put("attempt", 1)
                        .put("error", "FAIL")
                        .put("final", true)
                        .build(),
                told(CLAIM, FAIL));
    }

    @Test
    void cancelled() {
        assertEquals(event("cancelled", "cancelled").put("final", true).build(), told(CANCEL));
        assertEquals(event("cancelled", "cancelled").put("final", true).build(), told(CLAIM, CANCEL));
    }

    @Test
    @DisplayName("PROTOCOL §7.2: what belongs to no tenant names none")
    void namesNoTenantWhereThereIsNone() {
        Value.Struct data = JobEvent.tellOf(
                        Job.enqueue(JobSamples.ID, JobSamples.of(Tenant.NONE), JobSamples.NOW, JobSamples.NOW))
                .getLast()
                .data();
        assertFalse(data.members().containsKey("scope_app_id"));
        assertFalse(data.members().containsKey("scope_org_id"));
    }

    private static Value.Struct told(JobAction... actions) {
        return JobEvent.tellOf(JobSamples.after(actions)).getLast().data();
    }

    private static StructBuilder event(String type, String state) {
        return Value.struct()
                .put("type", "job." + type)
                .put("topic", "job:" + JobSamples.ID)
                .put("job_id", JobSamples.ID.text())
                .put("job_name", "send-email")
                .put("queue", "mail")
                .put("state", state)
                .put("scope_app_id", "app")
                .put("scope_org_id", "org");
    }
}
