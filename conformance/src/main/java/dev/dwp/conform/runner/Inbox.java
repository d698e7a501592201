package dev.dwp.conform.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What came and has not been taken yet, in order. The connection's reader puts, the dialogue's thread takes. */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    /** Guarded by {@code lock}. */
    private final List<Received> waiting = new ArrayList<>();

    void put(Received message) {
        lock.lock();
        try {
            waiting.add(message);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What waits now. */
    List<Received> all() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first that fits, once there is one; those before it stay. Empty when none came in time. */
    Optional<Received> take(Predicate<Received> fits, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        int looked = 0;
        lock.lock();
        try {
            while (true) {
                @Nullable Received found = remove(fits, looked);
                if (found != null) {
                    return Optional.of(found);
                }
                looked = waiting.size();
                if (left <= 0) {
                    return Optional.empty();
                }
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Received remove(Predicate<Received> fits, int from) {
        Iterator<Received> messages = waiting.listIterator(from);
        while (messages.hasNext()) {
            Received message = messages.next();
            if (fits.test(message)) {
                messages.remove();
                return message;
            }
        }
        return null;
    }

    /** Waits until nothing has come for that long. */
    void awaitQuiet(Duration quiet) throws InterruptedException {
        lock.lock();
        try {
            long left = quiet.toNanos();
            while (left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass on the thread that asks. */
    static void elapse(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
