package dev.dwp.persistence.memory;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Things by place, in order at each; guarded by the store's lock. */
final class SortedMultimap<P, T> {
    private final Comparator<T> order;
    private final Map<P, NavigableSet<T>> places = new HashMap<>();

    SortedMultimap(Comparator<T> order) {
        this.order = order;
    }

    void index(P place, T thing, boolean add) {
        if (add) {
            places.computeIfAbsent(place, absent -> new TreeSet<>(order)).add(thing);
        } else {
            places.computeIfPresent(place, (key, things) -> {
                things.remove(thing);
                return things.isEmpty() ? null : things;
            });
        }
    }

    /** What is at a place. */
    NavigableSet<T> of(P place) {
        return places.getOrDefault(place, Collections.emptyNavigableSet());
    }

    /** The first at a place. */
    Optional<T> first(P place) {
        return of(place).stream().findFirst();
    }
}
