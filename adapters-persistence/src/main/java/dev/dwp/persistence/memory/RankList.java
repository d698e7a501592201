package dev.dwp.persistence.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Things in an order that is free of ties, made to be long: adding, removing and counting what goes before something all
 * cost little among a million. A list of lists, each short. Guarded by the store's lock.
 */
final class RankList<T> {
    private static final int LONGEST = 512;

    private final Comparator<T> order;

    /** None of them empty. */
    private final List<List<T>> chunks = new ArrayList<>();

    RankList(Comparator<T> order) {
        this.order = order;
    }

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    void add(T thing) {
        size++;
        if (chunks.isEmpty()) {
            chunks.add(new ArrayList<>(List.of(thing)));
            return;
        }
        int at = Math.min(chunkOf(thing), chunks.size() - 1);
        List<T> chunk = chunks.get(at);
        chunk.add(placeIn(chunk, thing), thing);
        if (chunk.size() > LONGEST) {
            split(at);
        }
    }

    /** At the end, where most things are added, a full chunk is left as full as it is. */
    private void split(int at) {
        List<T> chunk = chunks.get(at);
        int middle = at == chunks.size() - 1 ? LONGEST : LONGEST / 2;
        List<T> tail = chunk.subList(middle, chunk.size());
        chunks.add(at + 1, new ArrayList<>(tail));
        tail.clear();
    }

    void remove(T thing) {
        int at = chunkOf(thing);
        if (at == chunks.size()) {
            return;
        }
        List<T> chunk = chunks.get(at);
        int place = placeIn(chunk, thing);
        if (order.compare(chunk.get(place), thing) == 0) {
            chunk.remove(place);
            size--;
            if (chunk.isEmpty()) {
                chunks.remove(at);
            }
        }
    }

    /** The first that is wanted. */
    Optional<T> first(Predicate<T> wanted) {
        for (List<T> chunk : chunks) {
            for (T thing : chunk) {
                if (wanted.test(thing)) {
                    return Optional.of(thing);
                }
            }
        }
        return Optional.empty();
    }

    /** How many go before something, which need not be one of them. */
    int countBefore(T thing) {
        int at = chunkOf(thing);
        int before = at == chunks.size() ? 0 : placeIn(chunks.get(at), thing);
        for (int i = 0; i < at; i++) {
            before += chunks.get(i).size();
        }
        return before;
    }

    /** All of them in their order. */
    Stream<T> stream() {
        return chunks.stream().flatMap(List::stream);
    }

    void forEach(Consumer<T> action) {
        chunks.forEach(chunk -> chunk.forEach(action));
    }

    /** The first chunk that does not end before the thing. */
    private int chunkOf(T thing) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(chunks.get(middle).getLast(), thing) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first place in a chunk that is not before the thing. */
    private int placeIn(List<T> chunk, T thing) {
        int low = 0;
        int high = chunk.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(chunk.get(middle), thing) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
