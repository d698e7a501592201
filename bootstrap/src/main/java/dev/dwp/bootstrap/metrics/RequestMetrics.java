package dev.dwp.bootstrap.metrics;

import dev.dwp.domain.frame.Method;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Requests as they are answered. Clients make up names of methods at will: those that do not exist are one label. */
final class RequestMetrics {
    private static final Set<String> METHODS =
            Arrays.stream(Method.values()).map(Method::wireName).collect(Collectors.toUnmodifiableSet());
    private static final double[] BOUNDS = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};

    private final Counter requests;
    private final Histogram latency;

    RequestMetrics(Instruments instruments) {
        requests = instruments.counter(
                "dwp_requests_total", "Requests answered, by method and code (200 for a response).", "method", "code");
        latency = instruments.histogram(
                "dwp_request_seconds", "Time from a request's arrival to its answer.", BOUNDS, "method");
    }

    void answered(String method, int code, Duration took) {
        String known = METHODS.contains(method) ? method : "unknown";
        requests.labelValues(known, Integer.toString(code)).inc();
        latency.labelValues(known).observe(Instruments.seconds(took));
    }
}
