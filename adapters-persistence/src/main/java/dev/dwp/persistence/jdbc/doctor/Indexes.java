package dev.dwp.persistence.jdbc.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The indexes of a database against those that the migrations make. */
final class Indexes {
    static final String NAME = "indexes";

    private Indexes() {}

    /**
     * Compares them.
     *
     * @param expected definitions by name
     * @param found definitions by name; those that nobody expects may be there too
     */
    static Finding judge(Map<String, String> expected, Map<String, String> found) {
        List<String> faults = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        new TreeMap<>(expected).forEach((name, definition) -> {
            String other = found.get(name);
            if (other == null) {
                faults.add(name + " is missing");
                remedies.add(definition);
            } else if (!other.equals(definition)) {
                faults.add("%s is another or not valid (%s)".formatted(name, other));
                remedies.add("DROP INDEX %s; %s".formatted(name, definition));
            }
        });
        return faults.isEmpty()
                ? Finding.ok(NAME, "all %d are there".formatted(expected.size()))
                : Finding.fail(NAME, String.join(", ", faults), "Make it again: " + String.join("; ", remedies));
    }
}
