package dev.dwp.benchmarks.scenario;

import dev.dwp.benchmarks.client.Dialogue;
import dev.dwp.benchmarks.client.LoadLoop;
import dev.dwp.benchmarks.client.Received;
import dev.dwp.benchmarks.figures.Figures;
import dev.dwp.benchmarks.figures.Latencies;
import java.io.IOException;
import java.util.List;

/** How long questions take, asked one after the other. */
final class Queries {
    private static final int TIMES = 30;

    private final Dialogue dialogue;
    private final Figures figures;

    Queries(LoadLoop loop, Figures figures) throws IOException {
        this.dialogue = new Dialogue(loop);
        this.figures = figures;
    }

    /** Adds the median. */
    void time(String name, byte[] request) throws IOException {
        Latencies latencies = new Latencies();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            dialogue.ask(List.of(request), Received::toString);
            latencies.add(System.nanoTime() - start);
        }
        figures.put(name + " ms", latencies.percentile(0.5));
    }
}
