package dev.dwp.persistence.memory;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Things in the order of an instant that each has, such as the end of its lease. Guarded by the store's lock. */
final class InstantIndex<T> {
    /** After every id. */
    private static final String LAST = "\uffff";

    private final NavigableMap<Place, T> places = new TreeMap<>();

    private record Place(Instant at, String id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = at.compareTo(other.at);
            return order == 0 ? id.compareTo(other.id) : order;
        }
    }

    void index(Instant at, String id, T thing, boolean add) {
        if (add) {
            places.put(new Place(at, id), thing);
        } else {
            places.remove(new Place(at, id));
        }
    }

    /** The earliest things at or before an instant. */
    List<T> until(Instant now, int limit) {
        return places.headMap(new Place(now, LAST), false).values().stream()
                .limit(limit)
                .toList();
    }

    /** How many there are at or before an instant, counted no further than a limit. */
    long count(Instant now, int limit) {
        return places.headMap(new Place(now, LAST), false).values().stream()
                .limit(limit)
                .count();
    }

    /** The earliest of those before an instant. */
    List<T> before(Instant end, int limit) {
        return places.headMap(new Place(end, ""), false).values().stream()
                .limit(limit)
                .toList();
    }

    /** The earliest instant. */
    Optional<Instant> first() {
        return Optional.ofNullable(places.firstEntry())
                .map(place -> place.getKey().at());
    }
}
