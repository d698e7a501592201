package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.error.RateLimitedException;
import dev.dwp.client.error.TooLargeException;
import dev.dwp.client.error.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a session: in a queue until there is a connection and a place, under way until the answer comes. A lost
 * connection puts the repeatable ones back to the front of the queue and fails the others, whose effect is unknown. Of the
 * loop alone.
 */
final class Calls {
    /** The most calls that may wait for a place. */
    private static final int MOST_QUEUED = 10_000;

    private final Settings settings;
    private final Loop loop;
    private final int places;

    /** Calls that the server answers late take three quarters of the places at most, so that others find one. */
    private final int waitingPlaces;

    private final ArrayDeque<Call> queue = new ArrayDeque<>();
    private final ArrayDeque<Call> waitingQueue = new ArrayDeque<>();

    /** By id; a call whose caller has given up keeps its place until its answer comes, as it does at the server. */
    private final Map<String, Call> underWay = new HashMap<>();

    private int waitingUnderWay;
    private long ids;
    private @Nullable Connection connection;
    private long mostOctets = Long.MAX_VALUE;
    private @Nullable DwpException over;

    /** The reason for which there is no connection. */
    private @Nullable DwpException away;

    Calls(Settings settings, Loop loop) {
        this.settings = settings;
        this.loop = loop;
        this.places = settings.inFlight();
        this.waitingPlaces = Math.max(1, settings.inFlight() * 3 / 4);
    }

    /** An id that no other frame of this session has. */
    String nextId() {
        return Long.toString(++ids);
    }

    void submit(Call call) {
        if (over != null) {
            call.answer().completeExceptionally(over);
            return;
        }
        ArrayDeque<Call> to = call.waiting() ? waitingQueue : queue;
        if (to.size() >= MOST_QUEUED && call.timeout() != null) {
            call.answer()
                    .completeExceptionally(new RateLimitedException(
                            429, "%d calls wait for the server already.".formatted(MOST_QUEUED), null));
            return;
        }
        if (call.timeout() != null) {
            call.timer = loop.schedule(call.timeout(), () -> expire(call));
        }
        to.add(call);
        send();
    }

    private void expire(Call call) {
        if (call.answer().isDone()) {
            return;
        }
        DwpException why = call.setback;
        if (why == null && connection == null) {
            why = away;
        }
        if (why == null) {
            why = new DwpTimeoutException(
                    0,
                    "The server did not answer %s within %s."
                            .formatted(call.method(), Reasons.time(Objects.requireNonNull(call.timeout()))),
                    null);
        }
        call.answer().completeExceptionally(why);
        queue.remove(call);
        waitingQueue.remove(call);
    }

    /** The server has accepted a connection. */
    void connected(Connection to, long maxFrameBytes) {
        connection = to;
        mostOctets = maxFrameBytes;
        send();
    }

    /** Sends what there is a place for. */
    private void send() {
        while (connection != null && underWay.size() < places) {
            Call call = waitingUnderWay < waitingPlaces ? waitingQueue.poll() : null;
            if (call == null) {
                call = queue.poll();
            }
            if (call == null) {
                return;
            }
            if (!call.answer().isDone()) {
                send(connection, call);
            }
        }
    }

    private void send(Connection to, Call call) {
        String id = nextId();
        byte[] frame;
        try {
            frame = settings.codec().encode(request(id, call.method(), call.data()));
        } catch (IllegalArgumentException e) {
            settle(call);
            call.answer().completeExceptionally(new DwpException(0, String.valueOf(e.getMessage()), null));
            return;
        }
        if (frame.length > mostOctets) {
            settle(call);
            call.answer()
                    .completeExceptionally(new TooLargeException(
                            413,
                            "The request has %d octets, and the server takes %d at most."
                                    .formatted(frame.length, mostOctets),
                            null));
            return;
        }
        call.id = id;
        underWay.put(id, call);
        if (call.waiting()) {
            waitingUnderWay++;
        }
        to.send(frame);
    }

    private ObjectNode request(String id, String method, ObjectNode data) {
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("id", id);
        if (method.equals(Call.PING)) {
            return frame.put("type", Call.PING);
        }
        frame.put("type", "request").put("method", method);
        settings.addTenant(frame);
        frame.set("data", data);
        return frame;
    }

    /** A response has come. */
    void answered(String id, JsonNode data) {
        Call call = remove(id);
        if (call != null) {
            settle(call);
            call.answer().complete(data);
            send();
        }
    }

    /** An error has come in answer to a call. */
    void failed(String id, DwpException error) {
        Call call = remove(id);
        if (call == null) {
            return;
        }
        Duration pause = pauseAfter(error, call);
        if (pause != null && call.timeout() != null && !call.answer().isDone()) {
            call.setback = error;
            loop.schedule(pause, () -> again(call));
        } else {
            settle(call);
            call.answer().completeExceptionally(error);
        }
        send();
    }

    /** The pause before a call is sent again; {@code null} where it is not. A busy server has done nothing of it. */
    private @Nullable Duration pauseAfter(DwpException error, Call call) {
        call.refusals++;
        if (error instanceof RateLimitedException busy) {
            return busy.retryAfter();
        }
        return error instanceof UnavailableException && call.repeatable()
                ? settings.backoff().pause(call.refusals)
                : null;
    }

    private void again(Call call) {
        if (over != null) {
            call.answer().completeExceptionally(over);
        } else if (!call.answer().isDone()) {
            (call.waiting() ? waitingQueue : queue).add(call);
            send();
        }
    }

    private @Nullable Call remove(String id) {
        Call call = underWay.remove(id);
        if (call != null && call.waiting()) {
            waitingUnderWay--;
        }
        return call;
    }

    private static void settle(Call call) {
        Loop.Timer timer = call.timer;
        if (timer != null) {
            timer.cancel();
        }
    }

    /** The connection is lost. */
    void disconnected(DwpException why) {
        connection = null;
        away = why;
        List<Call> cut = new ArrayList<>(underWay.values());
        cut.sort((a, b) -> Long.compare(number(b), number(a)));
        underWay.clear();
        waitingUnderWay = 0;
        for (Call call : cut) {
            call.cut = true;
            if (call.repeatable()) {
                (call.waiting() ? waitingQueue : queue).addFirst(call);
            } else {
                settle(call);
                call.answer()
                        .completeExceptionally(new ConnectionLostException(
                                "The connection was lost before the answer to %s; it may have been done. %s"
                                        .formatted(call.method(), why.getMessage()),
                                why));
            }
        }
    }

    private static long number(Call call) {
        return call.id == null ? 0 : Long.parseLong(call.id);
    }

    /** No connection can be made just now, for that reason. */
    void away(DwpException why) {
        away = why;
    }

    /** There will be no other connection. */
    void close(DwpException why) {
        over = why;
        connection = null;
        List<Call> all = new ArrayList<>(underWay.values());
        all.addAll(queue);
        all.addAll(waitingQueue);
        underWay.clear();
        queue.clear();
        waitingQueue.clear();
        for (Call call : all) {
            settle(call);
            call.answer().completeExceptionally(why);
        }
    }
}
