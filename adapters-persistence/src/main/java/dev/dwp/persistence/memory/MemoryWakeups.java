package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Wakeups;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to hear of news; called by whoever committed, after the store's lock was let go. Thread-safe. */
final class MemoryWakeups implements Wakeups {
    private final Map<Topic, List<Runnable>> listeners = new EnumMap<>(Topic.class);

    MemoryWakeups() {
        for (Topic topic : Topic.values()) {
            listeners.put(topic, new CopyOnWriteArrayList<>());
        }
    }

    @Override
    public Registration on(Topic topic, Runnable wake) {
        List<Runnable> all = of(topic);
        all.add(wake);
        return () -> all.remove(wake);
    }

    void ring(Topic topic) {
        of(topic).forEach(Runnable::run);
    }

    private List<Runnable> of(Topic topic) {
        return listeners.getOrDefault(topic, List.of());
    }
}
