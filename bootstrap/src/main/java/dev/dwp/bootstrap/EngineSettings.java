package dev.dwp.bootstrap;

import dev.dwp.application.retention.Retention;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.StorageSettings;
import dev.dwp.bootstrap.config.WorkSettings;
import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an engine works, whatever is in front of it.
 *
 * @param node the node's name in {@code stats}
 * @param work how many handlers run at a time, and how
 * @param limits what bounds queues, over all nodes
 * @param closed queues of which nothing starts on this node
 * @param retention what is kept for how long
 * @param stopGrace how long a stop may take
 */
record EngineSettings(
        String node,
        Work work,
        Map<QueueName, QueueLimits> limits,
        Set<QueueName> closed,
        Retention retention,
        Duration stopGrace) {
    /**
     * How many handlers run at a time, and how.
     *
     * @param concurrency jobs at a time, and as many runs
     * @param lease for how long a node holds a job or run unless it renews
     * @param cancelGrace how long an interrupted handler may take to end
     * @param acceptUnknown whether jobs are accepted that have no handler here
     * @param maxValueBytes the largest value that a run remembers
     * @param maxOutputBytes the largest output of a run
     */
    record Work(
            int concurrency,
            Duration lease,
            Duration cancelGrace,
            boolean acceptUnknown,
            int maxValueBytes,
            int maxOutputBytes) {}

    /** The same with bounds of more queues, or other bounds of the same. */
    EngineSettings withLimits(Map<QueueName, QueueLimits> more) {
        Map<QueueName, QueueLimits> all = new HashMap<>(limits);
        all.putAll(more);
        return new EngineSettings(node, work, Map.copyOf(all), closed, retention, stopGrace);
    }

    /** Queues that have settings of their own. */
    Set<QueueName> namedQueues() {
        return Stream.of(limits.keySet(), closed).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    static EngineSettings of(Configuration configuration) {
        WorkSettings work = configuration.work();
        StorageSettings storage = configuration.storage();
        return new EngineSettings(
                configuration.node().name(),
                new Work(
                        work.concurrency(),
                        work.lease(),
                        work.cancelGrace(),
                        work.acceptUnknown(),
                        work.maxValueBytes(),
                        configuration.server().capacity().maxFrameBytes()),
                work.limits(),
                work.paused(),
                new Retention(storage.eventCount(), storage.eventAge(), storage.jobAge(), storage.deadAge()),
                configuration.server().timing().shutdownGrace());
    }
}
