package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** The numbers of events: in order, each once, without a gap but where a life of the log begins (PROTOCOL §7.3). */
final class Numbers {
    private Numbers() {}

    /** Checks it against the lives that the database tells of; older ones may be forgotten. */
    static void assertNoneMissing(List<Long> numbers, String database) {
        NavigableMap<Long, Long> bases = Postgres.pairs(database, "SELECT tail, base FROM dwp_life");
        for (int i = 1; i < numbers.size(); i++) {
            long before = numbers.get(i - 1);
            for (Map.Entry<Long, Long> life : bases.entrySet()) {
                before = life.getKey() == before ? life.getValue() : before;
            }
            if (numbers.get(i) > bases.firstEntry().getValue()) {
                assertEquals(before + 1, numbers.get(i), "Missing, twice or out of order.");
            }
        }
    }
}
