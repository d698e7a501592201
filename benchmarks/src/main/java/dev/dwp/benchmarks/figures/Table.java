package dev.dwp.benchmarks.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Medians as a table in Markdown: a row for each variant, with the ratio of its first figure to that of its base.
 *
 * @param variants those that have the same figures
 */
record Table(Rounds rounds, List<Variant> variants) {

    /** A table for each kind of variants. */
    static List<Table> of(Rounds rounds) {
        Map<Set<String>, List<Variant>> kinds = new LinkedHashMap<>();
        for (Variant variant : rounds.samples().keySet()) {
            kinds.computeIfAbsent(rounds.medians(variant).keySet(), kind -> new ArrayList<>())
                    .add(variant);
        }
        return kinds.values().stream().map(kind -> new Table(rounds, kind)).toList();
    }

    @Override
    public String toString() {
        Set<String> labels = new LinkedHashSet<>();
        Set<String> figures = new LinkedHashSet<>();
        for (Variant variant : variants) {
            labels.addAll(variant.labels().keySet());
            figures.addAll(rounds.medians(variant).keySet());
        }
        boolean compares = variants.stream().anyMatch(variant -> variant.base() != null);
        List<String> titles = new ArrayList<>(labels);
        titles.addAll(figures);
        if (compares) {
            titles.add("ratio");
        }
        StringBuilder table = new StringBuilder();
        line(table, titles);
        line(table, Collections.nCopies(titles.size(), "---"));
        for (Variant variant : variants) {
            line(table, cells(variant, labels, figures, compares));
        }
        return table.toString();
    }

    private List<String> cells(Variant variant, Set<String> labels, Set<String> figures, boolean compares) {
        Map<String, Double> medians = rounds.medians(variant);
        List<String> cells = new ArrayList<>();
        labels.forEach(label -> cells.add(variant.labels().getOrDefault(label, "")));
        figures.forEach(figure -> cells.add(text(medians.getOrDefault(figure, Double.NaN))));
        if (compares) {
            cells.add(text(ratio(variant)));
        }
        return cells;
    }

    private double ratio(Variant variant) {
        return variants.stream()
                .filter(other -> other.labels().equals(variant.base()))
                .mapToDouble(base -> first(variant) / first(base))
                .findFirst()
                .orElse(Double.NaN);
    }

    private double first(Variant variant) {
        return rounds.medians(variant).values().iterator().next();
    }

    /** Three digits are more than the machine is steady for. */
    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        String form = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    private static void line(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
