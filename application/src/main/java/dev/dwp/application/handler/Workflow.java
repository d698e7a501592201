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
 * What a workflow's code can do (PROTOCOL §6). Names of steps, waits, sleeps, children, parallels and compensations are
 * unique within a run: a name used twice fails the run with a sentence that says so. Where the code waits, the run lets go
 * of its thread by unwinding it with an {@link Error}: do not catch {@link Throwable} around these calls. Code that does, and
 * returns, fails its run with a sentence that says so.
 *
 * <p>What a step returned is stored before anything else of the run begins or ends. The code after it may run a moment before
 * that, and again after a crash: whatever has effects belongs into a step.
 *
 * <p>To be called by the workflow's own code and by the branches of its parallels, on the threads on which they are called:
 * not from within a step, and not from threads of your own.
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

    /** Logs with the run's id and name. Code between steps logs again whenever it is run again. */
    Logger logger();

    /** Does something once and remembers what it returned; tried once. */
    default <T> T step(String name, Class<T> type, Callable<T> action) {
        return step(name, type, StepOptions.ONCE, action);
    }

    /**
     * Does something once and remembers what it returned, with retries and a time limit of its own.
     *
     * @throws StepFailed when the last attempt failed
     */
    <T> T step(String name, Class<T> type, StepOptions options, Callable<T> action);

    /** Does something once that returns nothing; tried once. */
    default void step(String name, Action action) {
        step(name, StepOptions.ONCE, action);
    }

    /**
     * Does something once that returns nothing, with retries and a time limit of its own.
     *
     * @throws StepFailed when the last attempt failed
     */
    void step(String name, StepOptions options, Action action);

    /** Registers what undoes the work so far; tried once. See {@link #compensate(String, StepOptions, Action)}. */
    default void compensate(String name, Action undo) {
        compensate(name, StepOptions.ONCE, undo);
    }

    /**
     * Registers what undoes the work so far. When the run fails or is cancelled, compensations run in the reverse order of
     * their registration, each once, each an entry of the timeline. One that fails in its last attempt is recorded and does
     * not keep the others from running. Among branches side by side, the order is that in which the last entries before the
     * registrations began.
     */
    void compensate(String name, StepOptions options, Action undo);

    /** Waits for a signal of that name: with a key, only one of that key; without, any. */
    default <T> Optional<T> waitForEvent(String name, @Nullable String key, Duration timeout, Class<T> type) {
        return waitForEvent(name, name, key, timeout, type);
    }

    /**
     * Waits for a signal, under a step name of its own. The deadline holds across restarts.
     *
     * @return the signal's payload; empty when the time was up first
     * @throws StepFailed when the payload does not fit the type
     */
    <T> Optional<T> waitForEvent(String stepName, String name, @Nullable String key, Duration timeout, Class<T> type);

    /**
     * Waits until all of several signals have come, or the time is up. Each is an entry of the timeline, named
     * {@code stepName[0]}, {@code stepName[1]}, …
     *
     * @param events no two of them equal
     * @return what has come in time
     * @throws StepFailed when a payload does not fit its type
     */
    ReceivedEvents waitForAll(String stepName, List<EventSpec<?>> events, Duration timeout);

    /**
     * Waits until one of several signals has come, or the time is up. With the first, the others are no longer waited for:
     * they take no signal. Entries are named as by {@link #waitForAll}.
     *
     * @param events no two of them equal
     * @return the one that came first; none when the time was up
     * @throws StepFailed when the payload does not fit its type
     */
    ReceivedEvents waitForAny(String stepName, List<EventSpec<?>> events, Duration timeout);

    /** Sleeps; the deadline holds across restarts. */
    void sleep(String name, Duration duration);

    /**
     * Starts another workflow and waits for its output.
     *
     * @throws ChildFailed when the child could not be started, failed or was cancelled
     */
    <T> T child(String stepName, String workflow, @Nullable Object input, Class<T> type);

    /**
     * Starts another workflow once for each input and waits for all outputs, in the order of the inputs. Entries are named
     * {@code stepName[0]}, {@code stepName[1]}, …
     *
     * @throws ChildFailed when one could not be started, failed or was cancelled; the others are cancelled
     */
    <T> List<T> children(String stepName, String workflow, List<?> inputs, Class<T> type);

    /**
     * Starts another workflow and goes on; cancelling this run does not cancel that one.
     *
     * @throws ChildFailed when it could not be started
     */
    RunId spawn(String stepName, String workflow, @Nullable Object input);

    /**
     * Runs branches side by side and waits for all. The first that fails cancels the others: their steps are interrupted,
     * and what it threw is thrown here.
     *
     * @return what the branches returned, in their order
     */
    <T> List<T> parallel(String name, List<? extends Callable<? extends T>> branches);

    /** Does something that may throw. */
    @FunctionalInterface
    interface Action {
        /** Does it. */
        void run() throws Exception;
    }
}
