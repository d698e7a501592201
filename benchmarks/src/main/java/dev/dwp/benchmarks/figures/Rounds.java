package dev.dwp.benchmarks.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples taken in turns, A B A B: what disturbs the machine for a while disturbs all alike, and the median of a variant
 * forgets it.
 *
 * @param samples of each variant, in the order of the rounds
 */
public record Rounds(Map<Variant, List<Figures>> samples) {

    /** Takes that many samples of each, telling of each on standard error. */
    public static Rounds take(int count, List<Variant> variants) throws Exception {
        Map<Variant, List<Figures>> samples = new LinkedHashMap<>();
        variants.forEach(variant -> samples.put(variant, new ArrayList<>()));
        for (int round = 1; round <= count; round++) {
            for (Map.Entry<Variant, List<Figures>> entry : samples.entrySet()) {
                Figures figures = entry.getKey().sample().take();
                System.err.printf("%d/%d %s %s%n", round, count, entry.getKey().labels(), figures.values());
                entry.getValue().add(figures);
            }
        }
        return new Rounds(samples);
    }

    /** The median of each figure of a variant. */
    public Map<String, Double> medians(Variant variant) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (Figures figures : samples.getOrDefault(variant, List.of())) {
            figures.values()
                    .forEach((name, value) ->
                            all.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        all.forEach((name, values) -> medians.put(name, median(values)));
        return medians;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
