package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.CronState;
import dev.dwp.application.store.KeyRef;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.Publication;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a transaction are going to change: loaded and locked before anything else, each kind in one order, so
 * that two nodes cannot wait for each other. For the writer's thread.
 */
final class Wanted {
    private final Set<String> jobs = new TreeSet<>();
    private final Set<String> runs = new TreeSet<>();
    private final Set<String> signals = new TreeSet<>();
    private final Set<String> crons = new TreeSet<>();
    private final Set<QueueName> clear = new HashSet<>();
    private final Map<String, CronState> newCrons = new TreeMap<>();
    private final Map<KeyRef, KeyNow> keys = new TreeMap<>(KeyColumns.ORDER);
    private final Map<KeyRef, Publication> published = new TreeMap<>(KeyColumns.ORDER);

    Set<String> jobs() {
        return jobs;
    }

    Set<String> runs() {
        return runs;
    }

    Set<String> signals() {
        return signals;
    }

    Set<String> crons() {
        return crons;
    }

    /** Those of them that are to be registered, unless they have been already. */
    Map<String, CronState> newCrons() {
        return newCrons;
    }

    /** Queues of which it is to be known whether they are clear, and that stay unpaused. */
    Set<QueueName> clear() {
        return clear;
    }

    /** Keys, and what each is to name if it names nothing yet. */
    Map<KeyRef, KeyNow> keys() {
        return keys;
    }

    /** Publications that are to be made, unless they have been made already. */
    Map<KeyRef, Publication> published() {
        return published;
    }

    /** Something new would be named by a key, if it has one. */
    void key(@Nullable KeyRef ref, KeyNow wish) {
        if (ref != null) {
            keys.putIfAbsent(ref, wish);
        }
    }
}
