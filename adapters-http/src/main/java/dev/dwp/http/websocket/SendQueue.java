package dev.dwp.http.websocket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection, in order and bounded, and who may write it. Does no I/O and calls nobody.
 *
 * <p>Thread-safe: every mutable field is guarded by {@link #lock}, which is never held for longer than a method here.
 */
final class SendQueue {
    /** A queue that was longer than this gives its array up when it is empty. */
    private static final int KEPT_FRAMES = 64;

    /** How many of the peer's pings may wait for their pongs (PROTOCOL §4.4). */
    private static final int WAITING_PONGS = 16;

    private enum State {
        OPEN,
        /** A Close frame is the last in the queue. */
        CLOSING,
        /** The Close frame is being written. */
        CLOSE_TAKEN,
        /** The Close frame was written, or never will be. */
        CLOSED
    }

    private final int maxEventBytes;
    private final int maxResponseBytes;
    private final int readingPauses;
    private final UnreadBudget.Account account;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;
    private Queue<QueuedFrame> frames = new ArrayDeque<>(1);
    private int longest;

    /** Only the latest ping waits. */
    private byte @Nullable [] ping;

    /** Answers to the latest of the peer's pings (RFC 6455 §5.5.3), oldest first; made when the first one comes. */
    private @Nullable Queue<byte[]> pongs;

    /** Of what is queued or being written. */
    private long eventBytes;

    private long responseBytes;

    /** Whether an event was refused since the last time that there was room. */
    private boolean refused;

    /** Whether a thread has the role of writing what is queued here. */
    private boolean flushing;

    SendQueue(ConnectionLimits limits) {
        this(limits, UnreadBudget.unbounded().open(() -> {}));
    }

    /** Counts what it holds on an account, too; who queues has to settle that, under no lock. */
    SendQueue(ConnectionLimits limits, UnreadBudget.Account account) {
        this.account = account;
        this.maxEventBytes = limits.maxEventBytes();
        this.maxResponseBytes = limits.maxResponseBytes();
        this.readingPauses = Math.min(limits.maxMessageBytes(), maxResponseBytes);
    }

    /** Queues an event unless there is no room for it or the connection is closing. */
    boolean offer(QueuedFrame event) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return false;
            }
            if (eventBytes > 0 && (account.pressed() || eventBytes + event.cost() > maxEventBytes)) {
                refused = true;
                return false;
            }
            eventBytes += event.cost();
            account.add(event.cost());
            enqueue(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What became of a response. */
    enum Appended {
        QUEUED,
        CLOSING,
        /** More is waiting than all that may be in flight can come to. */
        OVERFLOWN
    }

    Appended append(QueuedFrame response) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return Appended.CLOSING;
            }
            if (responseBytes > 0 && responseBytes + response.cost() > maxResponseBytes) {
                return Appended.OVERFLOWN;
            }
            responseBytes += response.cost();
            account.add(response.cost());
            enqueue(response);
            return Appended.QUEUED;
        } finally {
            lock.unlock();
        }
    }

    void ping(byte[] payload) {
        lock.lock();
        try {
            ping = payload;
        } finally {
            lock.unlock();
        }
    }

    void pong(byte[] payload) {
        lock.lock();
        try {
            Queue<byte[]> waiting = pongs;
            if (waiting == null) {
                waiting = new ArrayDeque<>(1);
                pongs = waiting;
            } else if (waiting.size() == WAITING_PONGS) {
                waiting.remove();
            }
            waiting.add(payload);
        } finally {
            lock.unlock();
        }
    }

    /** Queues a Close frame as the last, unless there is one already. */
    void close(byte[] body) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.CLOSING;
                enqueue(QueuedFrame.control(Opcode.CLOSE, body));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is queued and makes a Close frame the next, unless one has been taken already. */
    void abort(byte[] body) {
        lock.lock();
        try {
            if (state == State.OPEN || state == State.CLOSING) {
                discard();
                state = State.CLOSING;
                enqueue(QueuedFrame.control(Opcode.CLOSE, body));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more can or will be written. */
    void end() {
        lock.lock();
        try {
            state = State.CLOSED;
            discard();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the role of the one thread that writes, if there is something to write and nobody has it. */
    boolean takeRole() {
        lock.lock();
        try {
            if (flushing || !hasNext()) {
                return false;
            }
            flushing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next frame to write: a pong or a ping before any message.
     *
     * @param orRest whether to give up the role when there is none
     */
    @Nullable
    QueuedFrame next(boolean orRest) {
        lock.lock();
        try {
            if (hasNext()) {
                return poll();
            }
            if (orRest) {
                flushing = false;
                shrink();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes written frames off the accounts, and tells whether {@link WebSocketListener#onWritable} is due. */
    boolean settle(Iterable<QueuedFrame> written) {
        lock.lock();
        try {
            long before = eventBytes + responseBytes;
            for (QueuedFrame frame : written) {
                discount(frame);
                if (frame.opcode() == Opcode.CLOSE) {
                    state = State.CLOSED;
                }
            }
            account.remove(before - eventBytes - responseBytes);
            changed.signalAll();
            boolean due = refused && eventBytes <= maxEventBytes / 2 && state == State.OPEN;
            refused &= !due;
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the peer leaves so many responses unread that more of its requests should not be read. */
    void awaitRoomForResponses() {
        lock.lock();
        try {
            while (state == State.OPEN && responseBytes > readingPauses) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the Close frame was written or never will be. */
    void awaitClosed() {
        lock.lock();
        try {
            while (state != State.CLOSED) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return eventBytes + responseBytes;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(QueuedFrame frame) {
        frames.add(frame);
        longest = Math.max(longest, frames.size());
    }

    private boolean hasNext() {
        boolean mayWrite = state == State.OPEN || state == State.CLOSING;
        return mayWrite && (pongs != null || ping != null || !frames.isEmpty());
    }

    private @Nullable QueuedFrame poll() {
        Queue<byte[]> waiting = pongs;
        if (waiting != null) {
            QueuedFrame frame = QueuedFrame.control(Opcode.PONG, waiting.remove());
            pongs = waiting.isEmpty() ? null : waiting;
            return frame;
        }
        if (ping != null) {
            QueuedFrame frame = QueuedFrame.control(Opcode.PING, ping);
            ping = null;
            return frame;
        }
        QueuedFrame frame = frames.poll();
        if (frame != null && frame.opcode() == Opcode.CLOSE) {
            state = State.CLOSE_TAKEN;
        }
        return frame;
    }

    private void discard() {
        long before = eventBytes + responseBytes;
        frames.forEach(this::discount);
        account.remove(before - eventBytes - responseBytes);
        frames.clear();
        ping = null;
        shrink();
    }

    /** Takes a frame off the queue's own accounts. */
    private void discount(QueuedFrame frame) {
        switch (frame.kind()) {
            case EVENT -> eventBytes -= frame.cost();
            case RESPONSE -> responseBytes -= frame.cost();
            case CONTROL -> {
                // Not on an account: there are a ping, a Close and WAITING_PONGS pongs at most.
            }
        }
    }

    private void shrink() {
        if (longest > KEPT_FRAMES) {
            frames = new ArrayDeque<>(1);
        }
        longest = 0;
    }
}
