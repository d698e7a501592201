package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import java.util.List;
import java.util.Locale;

/** {@code job.explain} (PROTOCOL §5): why a job is not running now. */
@FunctionalInterface
public interface ExplainJob {

    /**
     * Every reason that holds at this moment, the most decisive first; never empty.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller
     */
    Explanation explain(Caller caller, JobId id);

    /** The job as it was looked at, and why it does not run. */
    record Explanation(Job job, List<Reason> reasons) {}

    /**
     * One reason.
     *
     * @param message a sentence for people
     * @param facts what the sentence is made of, for programs: ends up beside code and message
     */
    record Reason(Code code, String message, Value.Struct facts) {}

    /** The codes of PROTOCOL §5. */
    enum Code {
        SCHEDULED,
        RETRY_BACKOFF,
        QUEUED_BEHIND,
        QUEUE_PAUSED,
        QUEUE_CONCURRENCY,
        QUEUE_RATE,
        TENANT_SHARE,
        WORKERS_BUSY,
        NO_WORKER,
        RUNNING,
        FINISHED;

        /** As the protocol spells it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
