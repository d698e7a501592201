package dev.dwp.application.port.out;

import dev.dwp.domain.workflow.EntryState;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.StepKind;
import java.time.Duration;

/** Hears what the server does, for metrics. Must be quick and must not throw. Thread-safe. */
@FunctionalInterface
public interface Telemetry {

    /**
     * A request was answered.
     *
     * @param method the method's name as it was sent; may be one that does not exist
     * @param code 200, or the code of the error
     * @param took from its arrival to its answer
     */
    void answered(String method, int code, Duration took);

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
}
