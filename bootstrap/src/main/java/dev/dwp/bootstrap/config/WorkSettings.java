package dev.dwp.bootstrap.config;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How jobs run.
 *
 * @param concurrency how many at a time on this node
 * @param lease for how long a worker holds one unless it renews
 * @param cancelGrace for how long a handler that was interrupted may tidy up; may be zero
 * @param maxValueBytes the largest value that a run remembers, and the largest payload of an event
 * @param acceptUnknown whether jobs are taken whose name has no handler here
 * @param queues what is special about some queues
 */
public record WorkSettings(
        int concurrency,
        Duration lease,
        Duration cancelGrace,
        int maxValueBytes,
        boolean acceptUnknown,
        Map<QueueName, QueueSettings> queues) {
    /** Keeps its own copy of the queues. */
    public WorkSettings {
        queues = Map.copyOf(queues);
    }

    /** What bounds queues; those that nothing bounds are left out. */
    public Map<QueueName, QueueLimits> limits() {
        return queues.entrySet().stream()
                .filter(queue -> !queue.getValue().limits().equals(QueueLimits.NONE))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, queue -> queue.getValue().limits()));
    }

    /** The queues of which nothing starts. */
    public Set<QueueName> paused() {
        return queues.entrySet().stream()
                .filter(queue -> queue.getValue().paused())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    static WorkSettings from(Values values) {
        return new WorkSettings(
                values.get(Settings.WORKERS_CONCURRENCY),
                values.get(Settings.WORKERS_LEASE),
                values.get(Settings.JOBS_CANCEL_GRACE),
                values.get(Settings.WORKFLOWS_MAX_VALUE_BYTES),
                values.get(Settings.JOBS_ACCEPT_UNKNOWN),
                values.names(Family.QUEUE).stream()
                        .collect(Collectors.toMap(WorkSettings::queue, name -> QueueSettings.from(values, name))));
    }

    private static QueueName queue(String name) {
        try {
            return new QueueName(name);
        } catch (Refusal e) {
            throw new ConfigurationFailure(
                    "A key that begins with queue.%s is wrong: %s".formatted(name, e.getMessage()));
        }
    }
}
