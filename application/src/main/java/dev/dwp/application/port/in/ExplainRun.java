package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;
import java.util.Locale;

/** {@code workflow.explain} (PROTOCOL §5): why a run does not go on now, or what it does. */
@FunctionalInterface
public interface ExplainRun {

    /**
     * Every reason that holds at this moment, the most decisive first; never empty.
     *
     * @throws dev.dwp.domain.frame.Refusal 404 when it does not exist for this caller
     */
    RunExplanation explain(Caller caller, RunId id);

    /** The run as it was looked at, and why it waits. */
    record RunExplanation(WorkflowRun run, List<RunReason> reasons) {}

    /**
     * One reason.
     *
     * @param message a sentence for people
     * @param facts what the sentence is made of, for programs: ends up beside code and message
     */
    record RunReason(RunReasonCode code, String message, Value.Struct facts) {}

    /** The codes of PROTOCOL §5. */
    enum RunReasonCode {
        RUNNING,
        SLEEPING,
        WAITING_EVENT,
        WAITING_CHILD,
        RETRY_BACKOFF,
        COMPENSATING,
        WORKERS_BUSY,
        TENANT_SHARE,
        NO_WORKER,
        LEASE_LOST,
        FINISHED;

        /** As the protocol spells it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
