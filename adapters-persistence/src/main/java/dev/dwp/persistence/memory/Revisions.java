package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.StaleWrite;
import java.util.HashMap;
import java.util.Map;

/** The revisions that a set of changes is checked against: those stored, as moved on by the set itself. */
final class Revisions {
    private final Map<String, Long> moved = new HashMap<>();

    void require(String id, long expected, long stored) {
        if (moved.getOrDefault(id, stored) != expected) {
            throw new StaleWrite(id);
        }
        moved.put(id, expected + 1);
    }
}
