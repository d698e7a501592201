package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.Wakeups;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of news; called by whoever committed, after the store's lock was let go. Thread-safe. */
final class MemoryWakeups implements Wakeups {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWakeups.class);

    private final Map<Topic, List<Listener>> listeners = new EnumMap<>(Topic.class);

    /** One registration; a class of its own, so that the same action can be registered twice. */
    private final class Listener implements Registration {
        private final Topic topic;
        private final Runnable wake;

        Listener(Topic topic, Runnable wake) {
            this.topic = topic;
            this.wake = wake;
        }

        /** What was committed is committed, whatever a listener makes of it. */
        void wake() {
            try {
                wake.run();
            } catch (RuntimeException e) {
                LOG.error("A listener failed to hear of news of {}; the others do.", topic, e);
            }
        }

        @Override
        public void close() {
            of(topic).remove(this);
        }
    }

    MemoryWakeups() {
        for (Topic topic : Topic.values()) {
            listeners.put(topic, new CopyOnWriteArrayList<>());
        }
    }

    @Override
    public Registration on(Topic topic, Runnable wake) {
        Listener listener = new Listener(topic, wake);
        of(topic).add(listener);
        return listener;
    }

    void ring(Topic topic) {
        of(topic).forEach(Listener::wake);
    }

    private List<Listener> of(Topic topic) {
        return listeners.getOrDefault(topic, List.of());
    }
}
