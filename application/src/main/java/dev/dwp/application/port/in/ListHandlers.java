package dev.dwp.application.port.in;

import dev.dwp.domain.frame.Value;
import java.util.List;

/** {@code handler.list} (PROTOCOL §5). */
@FunctionalInterface
public interface ListHandlers {

    /** Everything that can be asked for here: jobs first, then workflows, each by name. */
    List<Entry> list();

    /** A name, and the JSON Schema of what it takes. */
    sealed interface Entry {
        String name();

        Value.Struct schema();
    }

    /** A job. */
    record JobEntry(String name, Value.Struct schema) implements Entry {}

    /**
     * A workflow.
     *
     * @param versions in ascending order; new runs begin with the last, whose input the schema describes
     */
    record WorkflowEntry(String name, List<Integer> versions, Value.Struct schema) implements Entry {
        /** Keeps its own copy. */
        public WorkflowEntry {
            versions = List.copyOf(versions);
        }
    }
}
