package dev.dwp.benchmarks.figures;

import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one sample by their names, in the order in which they were put. Not thread-safe. */
public final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    /** Adds one; the name says its unit. */
    public Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** Adds the median and the 99th percentile of some times. */
    public Figures put(String name, Latencies latencies) {
        return put(name + " p50 ms", latencies.percentile(0.5)).put(name + " p99 ms", latencies.percentile(0.99));
    }

    /** Adds others. */
    public Figures put(Figures others) {
        values.putAll(others.values);
        return this;
    }

    /** All of them. */
    public Map<String, Double> values() {
        return values;
    }
}
