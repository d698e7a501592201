package dev.dwp.application.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the log lines of a thread say of what they belong to, and of its trace (PROTOCOL §2), between {@link #add} and
 * {@link #remove}. Used by that thread alone.
 */
public final class LogLabels {
    private static final String TRACE = "traceparent";

    private final Map<String, @Nullable String> before = new HashMap<>(4);

    private LogLabels() {}

    /** Labels the lines that this thread logs from now on, with labels by name and with the trace, where there is one. */
    public static LogLabels add(@Nullable String traceparent, Map<String, String> labels) {
        LogLabels added = new LogLabels();
        labels.forEach(added::put);
        if (traceparent != null) {
            added.put(TRACE, traceparent);
        }
        return added;
    }

    private void put(String name, String text) {
        before.put(name, MDC.get(name));
        MDC.put(name, text);
    }

    /** The thread has the labels again that it had before. */
    public void remove() {
        before.forEach((name, text) -> {
            if (text == null) {
                MDC.remove(name);
            } else {
                MDC.put(name, text);
            }
        });
    }
}
