package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.domain.job.QueueName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What queues are called in metrics. Clients name queues at will, and may name them after their tenants: only the names that
 * the operator chose are shown, and the others are counted together.
 *
 * @param shown the names that are shown
 */
record QueueLabels(Set<String> shown) {
    private static final String OTHER = "other";
    private static final QueueDepth NONE = new QueueDepth(0, 0);

    /** Shows these and the queue that everybody uses. */
    static QueueLabels of(Set<QueueName> chosen) {
        return new QueueLabels(Stream.concat(Stream.of(QueueName.DEFAULT), chosen.stream())
                .map(QueueName::text)
                .collect(Collectors.toUnmodifiableSet()));
    }

    String of(QueueName queue) {
        return shown.contains(queue.text()) ? queue.text() : OTHER;
    }

    /** The depths by label; every label is there. */
    Map<String, QueueDepth> sum(Map<QueueName, QueueDepth> depths) {
        Map<String, QueueDepth> sums = new TreeMap<>();
        shown.forEach(name -> sums.put(name, NONE));
        sums.put(OTHER, NONE);
        depths.forEach((queue, depth) -> sums.merge(of(queue), depth, QueueLabels::plus));
        return sums;
    }

    private static QueueDepth plus(QueueDepth one, QueueDepth other) {
        return new QueueDepth(one.pending() + other.pending(), one.running() + other.running());
    }
}
