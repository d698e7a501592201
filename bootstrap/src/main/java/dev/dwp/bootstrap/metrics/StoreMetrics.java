package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.JobStore.QueueDepth;
import dev.dwp.application.stream.Broker;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.time.Elapsed;
import dev.dwp.domain.workflow.RunState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store holds, and how far subscriptions are behind it. All figures of one scrape are of one count; without one,
 * those of the store are left out.
 */
record StoreMetrics(StoreCensus census, Broker broker, InstantSource clock) implements MultiCollector {

    @Override
    public MetricSnapshots collect() {
        Optional<StoreCensus.Found> found = census.look();
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(gauge(
                "dwp_store_up",
                "1 when the store answered when it was counted last, else 0.",
                found.isPresent() ? 1 : 0));
        found.ifPresent(census -> addTo(all, census));
        addTo(all, broker.lag(found.map(census -> census.figures().events().log())));
        return new MetricSnapshots(all);
    }

    private static void addTo(List<MetricSnapshot> all, Broker.Lag lag) {
        all.add(gauge(
                "dwp_subscription_lag_max_events",
                "Events in the log after the cursor of the slowest subscription of this node.",
                lag.largest()));
        all.add(gauge(
                "dwp_subscription_lag_sum_events",
                "Events in the log after the cursors of all subscriptions of this node, summed up.",
                lag.total()));
    }

    private void addTo(List<MetricSnapshot> all, StoreCensus.Found found) {
        StoreFigures figures = found.figures();
        all.add(gauge(
                "dwp_store_figures_age_seconds", "Age of the figures of the store.", Instruments.seconds(found.age())));
        all.add(gauge(
                "dwp_store_count_seconds",
                "How long the last count of the store took.",
                Instruments.seconds(found.took())));
        all.add(jobs(figures.jobs()));
        all.add(queues(figures.queues()));
        all.add(runs(figures.runs()));
        addTo(all, figures.events());
    }

    /** Every state is there, so that nobody has to tell none from unknown. */
    private static MetricSnapshot jobs(Map<JobState, Long> counts) {
        GaugeSnapshot.Builder gauge = gauge("dwp_jobs", "Jobs stored, by state.");
        for (JobState state : JobState.values()) {
            gauge.dataPoint(point(counts.getOrDefault(state, 0L), "state", state.wireName()));
        }
        return gauge.build();
    }

    private static MetricSnapshot queues(Map<String, QueueDepth> depths) {
        GaugeSnapshot.Builder gauge = gauge("dwp_queue_jobs", "Jobs that wait or run, by queue.");
        depths.forEach((queue, depth) -> gauge.dataPoint(point(depth.pending(), "queue", queue, "state", "waiting"))
                .dataPoint(point(depth.running(), "queue", queue, "state", "running")));
        return gauge.build();
    }

    private static MetricSnapshot runs(Map<RunState, Long> counts) {
        GaugeSnapshot.Builder gauge = gauge("dwp_workflow_runs", "Workflow runs stored, by state.");
        for (RunState state : RunState.values()) {
            gauge.dataPoint(point(counts.getOrDefault(state, 0L), "state", state.wireName()));
        }
        return gauge.build();
    }

    private void addTo(List<MetricSnapshot> all, StoreFigures.Events events) {
        all.add(gauge(
                "dwp_event_log_head",
                "Number of the newest event.",
                events.log().head().n()));
        all.add(gauge(
                "dwp_event_log_oldest",
                "Number of the oldest event kept.",
                events.log().oldest().n()));
        all.add(gauge("dwp_event_log_events", "Events kept.", events.log().kept()));
        Instant oldestAt = events.oldestAt();
        Duration age = oldestAt == null ? Duration.ZERO : Elapsed.between(oldestAt, clock.instant());
        all.add(gauge(
                "dwp_event_log_oldest_age_seconds",
                "Age of the oldest event kept; 0 when none is.",
                Instruments.seconds(age)));
    }

    private static MetricSnapshot gauge(String name, String help, Number value) {
        return gauge(name, help).dataPoint(point(value)).build();
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    /** A value under labels, a name and a text by turns. */
    private static GaugeDataPointSnapshot point(Number value, String... labels) {
        return GaugeDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(Labels.of(labels))
                .build();
    }
}
