package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.Wakeups;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to hear of news. The writers and whoever hears of other nodes only note what there is; a thread of its own
 * rings, so that nobody's listener holds up a commit, and many commits are one ring. Thread-safe.
 */
final class JdbcWakeups implements Wakeups, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcWakeups.class);

    private final Map<Topic, List<Listener>> listeners = new EnumMap<>(Topic.class);

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Set<Topic> noted = EnumSet.noneOf(Topic.class);
    private boolean closed;

    /** Set once, as the store starts. */
    private volatile @Nullable Thread bell;

    /** One registration; two of the same action are two. */
    private static final class Listener {
        private final Runnable wake;

        Listener(Runnable wake) {
            this.wake = wake;
        }
    }

    JdbcWakeups() {
        for (Topic topic : Topic.values()) {
            listeners.put(topic, new CopyOnWriteArrayList<>());
        }
    }

    void start(ServerThreads threads) {
        bell = threads.start("dwp-store-bell", this::ringNext);
    }

    @Override
    public Registration on(Topic topic, Runnable wake) {
        Listener listener = new Listener(wake);
        List<Listener> all = of(topic);
        all.add(listener);
        return () -> all.remove(listener);
    }

    /** There may be something new. Does not wait. */
    void ring(Collection<Topic> topics) {
        lock.lock();
        try {
            noted.addAll(topics);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** There may be anything new. */
    void ringAll() {
        ring(EnumSet.allOf(Topic.class));
    }

    private boolean ringNext() {
        Set<Topic> topics = next();
        topics.forEach(topic -> of(topic).forEach(listener -> wake(topic, listener)));
        return !topics.isEmpty();
    }

    /** Waits for news; none once it is closed. */
    private Set<Topic> next() {
        lock.lock();
        try {
            while (noted.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Set<Topic> topics = EnumSet.noneOf(Topic.class);
            topics.addAll(noted);
            noted.clear();
            return topics;
        } finally {
            lock.unlock();
        }
    }

    private List<Listener> of(Topic topic) {
        return listeners.getOrDefault(topic, List.of());
    }

    private static void wake(Topic topic, Listener listener) {
        try {
            listener.wake.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A listener failed to hear of news of {}; the others do.", topic, e);
        }
    }

    /** Rings what was noted, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        Joining.join(bell);
    }
}
