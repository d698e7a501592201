package dev.dwp.persistence.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RankListTest {

    @Property(tries = 50)
    @Label("Is a sorted set that can count, however long it gets")
    void agreesWithASortedSet(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int removals) {
        Random random = new Random(seed);
        RankList<Integer> ranked = new RankList<>(Comparator.<Integer>naturalOrder());
        NavigableSet<Integer> set = new TreeSet<>();
        for (int i = 0; i < 6_000; i++) {
            int number = random.nextBoolean() ? random.nextInt(1_000_000) : i * 300;
            if (random.nextInt(100) < removals && !set.isEmpty()) {
                int gone = random.nextBoolean() ? set.getFirst() : closest(set, number);
                ranked.remove(gone);
                set.remove(gone);
            } else if (set.add(number)) {
                ranked.add(number);
            }
            if (i % 100 == 0) {
                assertEquals(set.headSet(number).size(), ranked.countBefore(number));
            }
        }
        ranked.remove(-1);
        List<Integer> all = new ArrayList<>();
        ranked.forEach(all::add);
        assertEquals(List.copyOf(set), all);
        assertEquals(set.isEmpty(), ranked.isEmpty());
        assertEquals(
                set.stream().filter(number -> number % 7 == 0).findFirst(), ranked.first(number -> number % 7 == 0));
    }

    private static int closest(NavigableSet<Integer> set, int number) {
        Integer above = set.ceiling(number);
        return above == null ? set.getLast() : above;
    }
}
