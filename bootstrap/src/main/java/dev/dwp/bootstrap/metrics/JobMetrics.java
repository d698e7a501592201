package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.Telemetry.AttemptEnd;
import dev.dwp.domain.job.QueueName;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/** Attempts at jobs on this node. A job that runs here has a handler here, so there are no more names than handlers. */
final class JobMetrics {
    /** From what one store's claim takes to what only a backlog explains. */
    private static final double[] BOUNDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 3600};

    private final QueueLabels queues;
    private final Histogram waiting;
    private final Histogram running;
    private final Counter attempts;

    JobMetrics(Instruments instruments, QueueLabels queues) {
        this.queues = queues;
        waiting = instruments.histogram(
                "dwp_job_wait_seconds", "Time from when a job is due to when a worker takes it.", BOUNDS, "queue");
        running = instruments.histogram(
                "dwp_job_run_seconds",
                "Time from when a worker takes a job to the end of that attempt.",
                BOUNDS,
                "job");
        attempts = instruments.counter(
                "dwp_job_attempts_total", "Attempts at jobs that have ended, by outcome.", "job", "outcome");
    }

    void started(QueueName queue, Duration waited) {
        waiting.labelValues(queues.of(queue)).observe(Instruments.seconds(waited));
    }

    void ended(String name, AttemptEnd end, Duration ran) {
        running.labelValues(name).observe(Instruments.seconds(ran));
        attempts.labelValues(name, end.label()).inc();
    }
}
