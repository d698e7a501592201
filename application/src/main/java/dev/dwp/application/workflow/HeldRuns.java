package dev.dwp.application.workflow;

import dev.dwp.domain.session.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The runs that this node has taken up. Bounded by the places that the dispatcher gives. Thread-safe. */
final class HeldRuns {
    private final Set<RunKeeper> keepers = ConcurrentHashMap.newKeySet();

    /** Runs that are held as soon as the commit that starts them has taken place. */
    private final AtomicInteger starting = new AtomicInteger();

    /** What whoever comes now is told at once: that the worker stops. */
    private volatile Message.@Nullable Notice end;

    /** Guards nothing but the wait for the last to end. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition emptied = lock.newCondition();

    void add(RunKeeper keeper) {
        keepers.add(keeper);
        Message.Notice last = end;
        if (last != null) {
            keeper.tell(last);
        }
    }

    /** A run is being started, to be held at once. */
    void startBegins() {
        starting.incrementAndGet();
    }

    /** It is held, or was not started. */
    void startEnds() {
        starting.decrementAndGet();
        tellOfLast();
    }

    /** How many are being started. */
    int starting() {
        return starting.get();
    }

    void remove(RunKeeper keeper) {
        keepers.remove(keeper);
        tellOfLast();
    }

    private void tellOfLast() {
        lock.lock();
        try {
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int count() {
        return keepers.size();
    }

    /** How many have a place of that kind: of the runs that were cancelled when they were taken up, or of the others. */
    int count(boolean stopping) {
        return (int) keepers.stream()
                .filter(keeper -> keeper.tookUpToStop() == stopping)
                .count();
    }

    /** How many of the others are about to go, so that their places will be free. */
    int leaving() {
        return (int) keepers.stream()
                .filter(keeper -> !keeper.tookUpToStop() && keeper.leaves())
                .count();
    }

    /** How many are of a tenant. */
    int count(Tenant tenant) {
        return (int) keepers.stream()
                .filter(keeper -> keeper.tenant().equals(tenant))
                .count();
    }

    /** Those whose leases are to be renewed. */
    List<RunKeeper> holding() {
        return keepers.stream().filter(RunKeeper::holds).toList();
    }

    private boolean none() {
        return starting.get() == 0 && keepers.isEmpty();
    }

    void tellAll(Message.Notice notice) {
        keepers.forEach(keeper -> keeper.tell(notice));
    }

    /** The worker stops: tells all, and those that come after it. */
    void end(Message.Notice notice) {
        end = notice;
        tellAll(notice);
    }

    /** Waits until there is none; whether that came in time. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!none() && left > 0) {
                left = emptied.awaitNanos(left);
            }
            return none();
        } finally {
            lock.unlock();
        }
    }
}
