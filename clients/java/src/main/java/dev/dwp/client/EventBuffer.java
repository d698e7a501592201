package dev.dwp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dwp.client.SubscribeOptions.Gaps;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.model.Event;
import dev.dwp.client.model.Outcome;
import dev.dwp.client.transport.EventSink;
import dev.dwp.client.transport.Transport;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Between a transport, which fills it, and one consumer, who empties it. The room that there is goes to the server as credits,
 * so that it never holds more than its size; each half that is taken is granted anew. All fields under the lock.
 */
final class EventBuffer implements EventSink {
    private final String channel;
    private final SubscribeOptions options;
    private final boolean untilFinal;
    private final ObjectMapper mapper;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Event> events = new ArrayDeque<>();

    /** The position of the next connection: the cursor of the last event that came. */
    private @Nullable String received;

    /** The cursor of the last event that the consumer took. */
    private @Nullable String taken;

    private @Nullable DwpException failure;
    private boolean ended;

    /** Credits that the present connection has and has not used. */
    private int outstanding;

    private int epoch;
    private Transport.@Nullable Source source;

    /** Asks whether the job or run has ended; for streams up to its end that begin without a snapshot. */
    private final Supplier<CompletableFuture<Boolean>> probe;

    /** It has ended: what is not there when the stream is idle will not come. */
    private boolean endIsDue;

    /** It had ended before the stream was asked for: that is an end without events. */
    private final boolean over;

    /** The next stream begins behind a gap: what has ended by then may have done so within it. */
    private boolean anew;

    EventBuffer(String channel, SubscribeOptions options, ObjectMapper mapper) {
        this(channel, options, false, () -> CompletableFuture.completedFuture(false), false, mapper);
    }

    /**
     * For the events of one job or run up to its end.
     *
     * @param over whether it is known to have ended already
     */
    static EventBuffer untilFinal(
            String channel,
            SubscribeOptions options,
            Supplier<CompletableFuture<Boolean>> probe,
            boolean over,
            ObjectMapper mapper) {
        return new EventBuffer(channel, options, true, probe, over, mapper);
    }

    private EventBuffer(
            String channel,
            SubscribeOptions options,
            boolean untilFinal,
            Supplier<CompletableFuture<Boolean>> probe,
            boolean over,
            ObjectMapper mapper) {
        this.probe = probe;
        this.over = over;
        this.channel = channel;
        this.options = options;
        this.untilFinal = untilFinal;
        this.mapper = mapper;
        this.received = options.after();
        this.taken = options.after();
    }

    /** Completes when the server has accepted the subscription for the first time, or exceptionally when it does not. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** Where credits go. */
    void grantsTo(Transport.Source to) {
        lock.lock();
        try {
            source = to;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String channel() {
        return channel;
    }

    @Nullable
    String taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The number of events that wait here. */
    int size() {
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event; {@code null} at the end, or when the time is up. */
    @Nullable
    Event take(long nanos) throws InterruptedException {
        Event event;
        Transport.Source to = null;
        int credits = 0;
        int grantFor = 0;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (events.isEmpty() && !ended && left > 0) {
                if (nanos == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            event = events.poll();
            if (event != null) {
                taken = event.cursor();
                credits = credits();
                grantFor = epoch;
                to = source;
                changed.signalAll();
            } else if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
        // Not under the lock: a session may have other things to do on this thread then.
        if (to != null && credits > 0) {
            to.grant(grantFor, credits);
        }
        return event;
    }

    /** The credits to grant now; few are not worth a frame. */
    private int credits() {
        int room = options.buffer() - events.size() - outstanding;
        if (source == null || ended || room < half()) {
            return 0;
        }
        outstanding += room;
        return room;
    }

    private int half() {
        return (options.buffer() + 1) / 2;
    }

    @Override
    public boolean hasRoom() {
        lock.lock();
        try {
            return options.buffer() - events.size() >= half();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && events.size() >= options.buffer()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Start start() {
        lock.lock();
        try {
            epoch++;
            outstanding = Math.max(1, options.buffer() - events.size());
            return new Start(received, outstanding, epoch);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void begun(@Nullable String cursor, @Nullable JsonNode snapshot) {
        boolean atOnce;
        lock.lock();
        try {
            if (cursor != null && (received == null || received.equals(SubscribeOptions.OLDEST))) {
                received = cursor;
                taken = events.isEmpty() ? cursor : taken;
            }
            if (untilFinal
                    && snapshot != null
                    && Outcome.LAST_STATES.contains(snapshot.path("state").asText())) {
                finish(null);
            }
            atOnce = anew;
            anew = false;
        } finally {
            lock.unlock();
        }
        begun.complete(null);
        if (over) {
            expectEnd(true, true);
        } else if (untilFinal && cursor == null) {
            var unused = probe.get().thenAccept(hasEnded -> expectEnd(hasEnded, atOnce));
        }
    }

    private void expectEnd(boolean hasEnded, boolean atOnce) {
        Transport.Source from = null;
        lock.lock();
        try {
            endIsDue = hasEnded;
            if (hasEnded && atOnce) {
                finish(null);
                from = source;
            }
        } finally {
            lock.unlock();
        }
        if (from != null) {
            from.detach();
        }
    }

    @Override
    public void idle() {
        lock.lock();
        try {
            if (endIsDue) {
                finish(null);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean event(JsonNode frame) {
        Event event = new Event(frame, mapper);
        lock.lock();
        try {
            if (!ended) {
                outstanding--;
                received = event.cursor();
                events.add(event);
                changed.signalAll();
                if (untilFinal && event.isFinal()) {
                    finish(null);
                }
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** A stream up to a final event begins anew, with a snapshot that shows that the end was among what is missing. */
    @Override
    public boolean gap(CursorExpiredException expired) {
        String until = expired.oldestCursor();
        boolean goesOn = untilFinal || options.gaps() == Gaps.REPORT;
        if (until == null || !goesOn) {
            end(expired);
            return false;
        }
        lock.lock();
        try {
            events.add(Event.ofGap(channel, new Event.Gap(received, until), mapper));
            received = untilFinal ? null : until;
            anew = untilFinal;
            changed.signalAll();
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(DwpException why) {
        lock.lock();
        try {
            finish(why);
        } finally {
            lock.unlock();
        }
        begun.completeExceptionally(why);
    }

    private void finish(@Nullable DwpException why) {
        if (!ended) {
            ended = true;
            failure = why;
            changed.signalAll();
        }
    }

    /** The consumer wants no more. */
    void close() {
        lock.lock();
        try {
            finish(null);
        } finally {
            lock.unlock();
        }
        begun.completeExceptionally(new ConnectionLostException("The subscription was closed.", null));
    }

    @Override
    public boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
