package dev.dwp.application.handler;

import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a workflow's code can do (PROTOCOL §6). Names of steps, waits, sleeps, children and parallels are unique within a
 * run: a name used twice fails the run with a sentence that says so. Where the code waits, the run lets go of its thread
 * by unwinding it with an {@link Error}: do not catch {@link Throwable} around these calls.
 */
public interface Workflow {

    /** The run. */
    RunId runId();

    /** Whose run it is. */
    Tenant tenant();

    /** Which version of the code the run began with. */
    int version();

    /** The W3C trace context that the run was started in. */
    @Nullable
    String traceparent();

    /** Logs with the run's id and name. */
    Logger logger();

    /** Does something once and remembers what it returned; tried once. */
    default <T> T step(String name, Class<T> type, Callable<T> action) {
        return step(name, type, StepOptions.ONCE, action);
    }

    /** Does something once and remembers what it returned, with retries and a time limit of its own. */
    <T> T step(String name, Class<T> type, StepOptions options, Callable<T> action);

    /** Does something once that returns nothing. */
    void step(String name, Action action);

    /**
     * Registers what undoes the work so far. When the run fails or is cancelled, compensations run in the reverse order
     * of their registration, each once, each an entry of the timeline.
     */
    void compensate(String name, Action undo);

    /** Waits for a signal of that name: with a key, only one of that key; without, any. */
    default <T> Optional<T> waitForEvent(String name, @Nullable String key, Duration timeout, Class<T> type) {
        return waitForEvent(name, name, key, timeout, type);
    }

    /**
     * Waits for a signal, under a step name of its own.
     *
     * @return the signal's payload; empty when the time was up first
     */
    <T> Optional<T> waitForEvent(String stepName, String name, @Nullable String key, Duration timeout, Class<T> type);

    /** Sleeps; the deadline holds across restarts. */
    void sleep(String name, Duration duration);

    /**
     * Starts another workflow and waits for its output.
     *
     * @throws ChildFailed when the child failed or was cancelled
     */
    <T> T child(String stepName, String workflow, Object input, Class<T> type);

    /** Starts another workflow once for each input and waits for all outputs, in the order of the inputs. */
    <T> List<T> children(String stepName, String workflow, List<?> inputs, Class<T> type);

    /** Starts another workflow and goes on; cancelling this run does not cancel that one. */
    RunId spawn(String stepName, String workflow, Object input);

    /** Runs branches side by side and waits for all; the first that fails cancels the others. */
    <T> List<T> parallel(String name, List<Callable<T>> branches);

    /** Does something that may throw. */
    @FunctionalInterface
    interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /** A child that was waited for has failed or was cancelled. */
    final class ChildFailed extends RuntimeException {
        /** Names the child and what it said. */
        public ChildFailed(RunId child, String error) {
            super("The child %s did not complete: %s".formatted(child, error));
        }
    }
}
