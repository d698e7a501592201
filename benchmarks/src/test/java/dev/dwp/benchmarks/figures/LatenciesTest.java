package dev.dwp.benchmarks.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void percentilesAreTimesThatWereSeen() {
        for (int millis = 10_000; millis >= 1; millis--) {
            latencies.add(millis * 1_000_000L);
        }
        assertEquals(10_000, latencies.count());
        assertEquals(1, latencies.percentile(0));
        assertEquals(5001, latencies.percentile(0.5));
        assertEquals(9901, latencies.percentile(0.99));
        assertEquals(10_000, latencies.percentile(1));
    }

    @Test
    void noneHaveNoPercentile() {
        assertTrue(Double.isNaN(latencies.percentile(0.5)));
    }
}
