package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.workflow.RunState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was in the store when somebody counted.
 *
 * @param queues by label
 */
record StoreFigures(Map<JobState, Long> jobs, Map<String, QueueDepth> queues, Map<RunState, Long> runs, Events events) {

    /**
     * The event log.
     *
     * @param oldestAt when the oldest event that is kept was committed; {@code null} when none is
     */
    record Events(LogExtent log, @Nullable Instant oldestAt) {}
}
