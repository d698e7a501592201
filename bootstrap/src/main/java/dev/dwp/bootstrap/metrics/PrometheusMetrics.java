package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Telemetry;
import dev.dwp.application.session.Sessions;
import dev.dwp.application.stream.Broker;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.session.Tenant;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * The server's metrics: requests as they are answered, everything else counted when somebody scrapes. Names no tenant and
 * no queue, as {@code /metrics} asks for no credential. Thread-safe.
 */
public final class PrometheusMetrics implements Telemetry {
    /** What {@link #scrape} returns. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final Set<String> METHODS =
            Arrays.stream(Method.values()).map(Method::wireName).collect(Collectors.toUnmodifiableSet());

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests;
    private final Histogram latency;

    /** Begins with no request. */
    public PrometheusMetrics() {
        requests = Counter.builder()
                .name("dwp_requests_total")
                .help("Requests answered, by method and code (200 for a response).")
                .labelNames("method", "code")
                .register(registry);
        latency = Histogram.builder()
                .name("dwp_request_seconds")
                .help("Time from a request's arrival to its answer.")
                .labelNames("method")
                .classicOnly()
                .classicUpperBounds(0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)
                .register(registry);
    }

    @Override
    public void answered(String method, int code, Duration took) {
        String known = METHODS.contains(method) ? method : "unknown";
        requests.labelValues(known, Integer.toString(code)).inc();
        latency.labelValues(known).observe(took.toNanos() / 1e9);
    }

    /** Counts these connections, and what flows to them, from now on. */
    public void watch(Sessions sessions, Broker broker) {
        gauge("dwp_connections", "Open WebSocket and SSE connections.", sessions::connections);
        gauge("dwp_sessions", "WebSocket sessions that have authenticated.", sessions::authenticated);
        gauge(
                "dwp_subscriptions",
                "Subscriptions to channels.",
                () -> broker.stats().subscriberCount());
        counter(
                "dwp_events_published",
                "Events handed out by this node.",
                () -> broker.stats().totalPublished());
        counter(
                "dwp_subscriptions_expired",
                "Subscriptions that ended because their next event was no longer kept.",
                () -> broker.stats().totalDropped());
    }

    /** Counts what is in this store from now on. */
    public void watch(Store store) {
        EventLog log = store.events();
        gauge(
                "dwp_event_log_head",
                "Number of the newest event.",
                () -> log.head().n());
        gauge(
                "dwp_event_log_oldest",
                "Number of the oldest event kept.",
                () -> log.oldest().n());
        GaugeWithCallback.builder()
                .name("dwp_jobs")
                .help("Jobs stored, by state.")
                .labelNames("state")
                .callback(gauge -> store.jobs()
                        .countByState(Tenant.NONE)
                        .forEach((state, count) -> gauge.call(count, state.wireName())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("dwp_workflow_runs")
                .help("Workflow runs stored, by state.")
                .labelNames("state")
                .callback(gauge -> store.runs()
                        .countByState(Tenant.NONE)
                        .forEach((state, count) -> gauge.call(count, state.wireName())))
                .register(registry);
    }

    /** Everything, in Prometheus text format 0.0.4. */
    public byte[] scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(counter -> counter.call(value.getAsDouble()))
                .register(registry);
    }
}
