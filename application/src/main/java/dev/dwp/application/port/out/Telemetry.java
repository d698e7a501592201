package dev.dwp.application.port.out;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import java.time.Duration;
import java.util.Locale;

/** Hears what the server does, for metrics. Must be quick and must not throw. Thread-safe. */
@FunctionalInterface
public interface Telemetry {
    /** Nobody listens. */
    Telemetry NONE = (method, code, took) -> {};

    /**
     * A request was answered.
     *
     * @param method the method's name as it was sent; may be one that does not exist
     * @param code 200, or the code of the error
     * @param took from its arrival to its answer
     */
    void answered(String method, int code, Duration took);

    /**
     * A worker of this node took a job.
     *
     * @param waited since it was due
     */
    default void jobStarted(String name, QueueName queue, Duration waited) {}

    /**
     * An attempt at a job ended on this node, as far as the job is concerned; its handler may go on.
     *
     * @param ran since it was taken
     */
    default void jobEnded(String name, QueueName queue, AttemptEnd end, Duration ran) {}

    /**
     * An attempt at a step, a wait, a child or anything else that a timeline shows ended on this node.
     *
     * @param workflow the workflow's name
     * @param end how the entry stands now
     * @param took since it began
     */
    default void entryEnded(String workflow, StepKind kind, EntryState end, Duration took) {}

    /**
     * A workflow run ended on this node.
     *
     * @param took since it was started
     */
    default void runEnded(String workflow, RunState end, Duration took) {}

    /** How an attempt at a job can end. */
    enum AttemptEnd {
        /** Its handler returned. */
        COMPLETED,
        /** It failed, and another will follow. */
        RETRIED,
        /** It failed, and was the last. */
        FAILED,
        /** The job was cancelled meanwhile. */
        CANCELLED,
        /** The job was taken from this worker, which had not renewed its lease in time. */
        LOST,
        /** The worker stopped and handed the job back. */
        RELEASED;

        /** As labels of metrics spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
