package dev.dwp.client.model;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last state of a job or a run, with its result or its error. */
public sealed interface Outcome permits Job, Run {
    /** The states that only a replay leaves, as the protocol spells them. */
    Set<String> LAST_STATES = Set.of("completed", "failed", "cancelled");

    /** The id of the job or run. */
    String id();

    /** The name of the job or workflow. */
    String name();

    /** The state as the protocol spells it, such as {@code completed}. */
    String stateName();

    /** True in a last state, which only a replay leaves. */
    boolean ended();

    /** True when it has completed. */
    boolean succeeded();

    /** The error of the latest attempt or of the run; {@code null} where there is none. */
    @Nullable
    String failure();

    /** A job's result or a run's output as a Java type; {@code null} where there is nothing. */
    <T> @Nullable T result(Class<T> type);

    /** The same for a type with parameters, such as a list of records. */
    <T> @Nullable T result(TypeReference<T> type);
}
