package dev.dwp.benchmarks.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** Labels of a variant in the order of a table's columns. */
final class Labels {
    private Labels() {}

    /** Of titles and values in turns. */
    static Map<String, String> of(Object... titlesAndValues) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < titlesAndValues.length; i += 2) {
            labels.put(titlesAndValues[i].toString(), titlesAndValues[i + 1].toString());
        }
        return labels;
    }
}
