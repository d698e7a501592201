package dev.dwp.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the clients of the soak were told. Thread-safe. */
final class Acknowledged {
    private static final int RECENT = 30;

    /** Jobs and runs that were made. */
    final Set<String> made = ConcurrentHashMap.newKeySet();

    /** Jobs that were cancelled. */
    final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    /** What must never be. */
    final List<String> wrong = new CopyOnWriteArrayList<>();

    private final Queue<String> recent = new ConcurrentLinkedQueue<>();

    void made(String id) {
        made.add(id);
        recent.add(id);
        if (recent.size() > RECENT) {
            recent.poll();
        }
    }

    void cancelled(String id) {
        cancelled.add(id);
    }

    void wrong(String sentence) {
        wrong.add(sentence);
    }

    /** One of those made a moment ago. */
    Optional<String> recent(String prefix, Random random) {
        List<String> fitting =
                recent.stream().filter(id -> id.startsWith(prefix)).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }
}
