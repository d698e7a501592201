package dev.dwp.application.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a keeper is told, in the order in which it was. Bounded by who can tell: each strand has one ask or one end under
 * way, and a notice that waits is not put in again. Thread-safe.
 */
final class Mailbox {
    /** Guards everything below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition filled = lock.newCondition();
    private List<Message> messages = new ArrayList<>();
    private boolean closed;

    /** Puts a message in; where nobody reads any more, an ask is turned away. */
    void post(Message message) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!closed && !(message instanceof Message.Notice && messages.contains(message))) {
                messages.add(message);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            turnAway(message);
        }
    }

    /** Waits for messages and takes all there are. */
    List<Message> take() throws InterruptedException {
        lock.lock();
        try {
            while (messages.isEmpty()) {
                filled.await();
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all there are, none if none comes within so many nanoseconds. */
    List<Message> take(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (messages.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more. */
    void close() {
        List<Message> left;
        lock.lock();
        try {
            closed = true;
            left = drain();
        } finally {
            lock.unlock();
        }
        left.forEach(Mailbox::turnAway);
    }

    private List<Message> drain() {
        List<Message> taken = messages;
        messages = new ArrayList<>();
        return taken;
    }

    private static void turnAway(Message message) {
        switch (message) {
            case Message.Asked(var pending) -> pending.turnAway();
            case Message.Told told -> {}
            case Message.Forked forked -> forked.joined().completeExceptionally(new Unwinding());
            case Message.Ended ended -> {}
            case Message.Notice notice -> {}
        }
    }
}
