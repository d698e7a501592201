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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a session: in a queue until there is a connection and a place, under way until the answer comes. A lost
 * connection puts the repeatable ones back to the front of the queue and fails the others, whose effect is unknown. Of the
 * loop alone.
 */
final class Calls {
    /** The most calls that may wait for a place. */
    private static final int MOST_QUEUED = 10_000;

    /** The requests with calls that gather that may be under way before those behind them do gather. */
    private static final int MOST_GATHERED = 4;

    private final ClientSettings settings;
    private final SessionLoop loop;
    private final int places;

    /** Calls that the server answers late take three quarters of the places at most, so that others find one. */
    private final int waitingPlaces;

    private final ArrayDeque<Call> queue = new ArrayDeque<>();
    private final ArrayDeque<Call> waitingQueue = new ArrayDeque<>();
    private final ArrayDeque<Call> gatheringQueue = new ArrayDeque<>();

    /**
     * By id, what was sent as one request: one call, or several that enqueue. One whose caller has given up keeps its place
     * until its answer comes, as it does at the server.
     */
    private final Map<String, List<Call>> underWay = new HashMap<>();

    private int waitingUnderWay;

    /** The requests under way that hold calls which gather, one or many. */
    private int gatheredUnderWay;

    /** Callers that have just been answered have their turn before what gathers goes out. */
    private boolean lettingOthers;

    private long ids;
    private @Nullable SocketConnection connection;
    private long mostOctets = Long.MAX_VALUE;

    /** The server takes many jobs in a request. */
    private boolean gathering;

    private @Nullable DwpException over;

    /** The reason for which there is no connection. */
    private @Nullable DwpException away;

    Calls(ClientSettings settings, SessionLoop loop) {
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
        ArrayDeque<Call> to = queueOf(call);
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
    }

    private ArrayDeque<Call> queueOf(Call call) {
        if (call.gathers()) {
            return gatheringQueue;
        }
        return call.waiting() ? waitingQueue : queue;
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
                            .formatted(call.method(), FailureReasons.time(Objects.requireNonNull(call.timeout()))),
                    null);
        }
        call.answer().completeExceptionally(why);
        queueOf(call).remove(call);
    }

    /**
     * The server has accepted a connection.
     *
     * @param limit the octets that it takes in a frame; absent where it does not say, as one that knows no more than the oldest
     *     form of each method
     */
    void connected(SocketConnection to, JsonNode limit) {
        connection = to;
        mostOctets = limit.asLong(Long.MAX_VALUE);
        gathering = limit.isNumber();
    }

    /** Sends what there is a place for, unless that would wait behind what is being written; then it may gather. */
    void send() {
        SocketConnection to = connection;
        while (to != null && !to.writing() && underWay.size() < places) {
            List<Call> next = next();
            if (next.isEmpty()) {
                return;
            }
            send(to, next);
            to = connection;
        }
    }

    /** What goes out next as one request; empty where nothing may. */
    private List<Call> next() {
        Call call = waitingUnderWay < waitingPlaces ? waitingQueue.poll() : null;
        if (call != null) {
            return List.of(call);
        }
        if (!gathering) {
            call = gatheringQueue.poll();
        } else if (gatheredUnderWay < MOST_GATHERED && !lettingOthers) {
            List<Call> gathered = JobBatcher.take(gatheringQueue, mostOctets);
            if (!gathered.isEmpty()) {
                return gathered;
            }
        }
        call = call == null ? queue.poll() : call;
        return call == null ? List.of() : List.of(call);
    }

    /** Sends calls as one request. Those that have settled meanwhile are left out; what cannot be sent together goes alone. */
    private void send(SocketConnection to, List<Call> taken) {
        List<Call> calls =
                taken.stream().filter(call -> !call.answer().isDone()).toList();
        if (calls.isEmpty()) {
            return;
        }
        Call first = calls.getFirst();
        String id = nextId();
        byte[] frame;
        try {
            frame = calls.size() == 1 ? encoded(id, first) : encoded(id, calls);
        } catch (IllegalArgumentException e) {
            refuse(calls, unwritable(e));
            return;
        }
        if (frame.length > mostOctets) {
            refuse(
                    calls,
                    new TooLargeException(
                            413,
                            "The request has %d octets, and the server takes %d at most."
                                    .formatted(frame.length, mostOctets),
                            null));
            return;
        }
        calls.forEach(call -> call.id = id);
        underWay.put(id, calls);
        count(first, 1);
        to.send(frame);
    }

    /** A request is not sent: a call alone has that as its answer, several go alone. */
    private void refuse(List<Call> calls, DwpException why) {
        if (calls.size() > 1) {
            calls.forEach(this::alone);
        } else {
            settle(calls.getFirst());
            calls.getFirst().answer().completeExceptionally(why);
        }
    }

    /** The failure of a call whose data the format has no octets for. */
    static DwpException unwritable(IllegalArgumentException why) {
        return new DwpException(0, String.valueOf(why.getMessage()), null);
    }

    private byte[] encoded(String id, Call call) {
        ObjectNode frame = head(id, call.method());
        if (!call.method().equals(Call.PING)) {
            frame.set("data", call.data());
        }
        return settings.codec().encode(frame);
    }

    /** Of calls that have been encoded already, and are known to fit. */
    private byte[] encoded(String id, List<Call> calls) {
        return settings.codec()
                .encodeJobs(
                        head(id, calls.getFirst().method()),
                        calls.stream()
                                .map(Call::encoded)
                                .filter(Objects::nonNull)
                                .toList());
    }

    private ObjectNode head(String id, String method) {
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("id", id);
        if (method.equals(Call.PING)) {
            return frame.put("type", Call.PING);
        }
        frame.put("type", "request").put("method", method);
        settings.addTenant(frame);
        return frame;
    }

    /** A response has come. */
    void answered(String id, JsonNode data) {
        List<Call> calls = remove(id);
        if (calls == null) {
            return;
        }
        letOthers(calls.getFirst());
        if (calls.size() == 1) {
            answered(calls.getFirst(), data);
            return;
        }
        JsonNode results = data.path("jobs");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode result = results.path(i);
            DwpException error = result.has("error") ? error(result.get("error")) : null;
            if (!result.isObject() || (error != null && names(error, "jobs[%d]".formatted(i)))) {
                alone(calls.get(i));
            } else if (error != null) {
                failed(calls.get(i), error);
            } else {
                answered(calls.get(i), result);
            }
        }
    }

    /**
     * Those who are answered together often ask together again: without this, the first of them would go out alone and leave
     * the others behind. Nobody waits for that where nothing else is under way.
     */
    private void letOthers(Call answered) {
        if (answered.gathers() && gatheredUnderWay > 0 && !lettingOthers) {
            lettingOthers = true;
            loop.executeAfterOthers(() -> lettingOthers = false);
        }
    }

    /** True for an error that speaks of a place in a request which the caller knows nothing of. */
    private static boolean names(DwpException error, String place) {
        String details = error.details();
        return String.valueOf(error.getMessage()).contains(place) || (details != null && details.contains(place));
    }

    private static void answered(Call call, JsonNode data) {
        settle(call);
        call.answer().complete(data);
    }

    /** Reads an error as a server tells it. */
    static DwpException error(JsonNode body) {
        return DwpException.of(
                body.path("code").asInt(),
                body.path("message").asText(),
                body.path("details").textValue());
    }

    /**
     * An error has come in answer to a request. Of several calls nothing has been done then, and which of them it is about is
     * not known: each is sent alone, and has what comes of that.
     */
    void failed(String id, DwpException error) {
        List<Call> calls = remove(id);
        if (calls == null) {
            return;
        }
        if (calls.size() == 1) {
            failed(calls.getFirst(), error);
        } else {
            calls.forEach(this::alone);
        }
    }

    private void alone(Call call) {
        call.goAlone();
        again(call);
    }

    private void failed(Call call, DwpException error) {
        Duration pause = pauseAfter(error, call);
        if (pause != null && call.timeout() != null && !call.answer().isDone()) {
            call.setback = error;
            loop.schedule(pause, () -> again(call));
        } else {
            settle(call);
            call.answer().completeExceptionally(error);
        }
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
            queueOf(call).add(call);
        }
    }

    private @Nullable List<Call> remove(String id) {
        List<Call> calls = underWay.remove(id);
        if (calls != null) {
            count(calls.getFirst(), -1);
        }
        return calls;
    }

    private void count(Call first, int change) {
        waitingUnderWay += first.waiting() ? change : 0;
        gatheredUnderWay += first.gathers() ? change : 0;
    }

    private List<Call> removeAll() {
        List<Call> all =
                underWay.values().stream().flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
        underWay.clear();
        waitingUnderWay = 0;
        gatheredUnderWay = 0;
        return all;
    }

    private static void settle(Call call) {
        SessionLoop.Timer timer = call.timer;
        if (timer != null) {
            timer.cancel();
        }
    }

    /** The connection is lost. */
    void disconnected(DwpException why) {
        connection = null;
        away = why;
        List<Call> cut = removeAll();
        cut.sort(Comparator.comparingLong(Calls::number));
        for (Call call : cut.reversed()) {
            call.cut = true;
            call.goAlone();
            if (call.repeatable()) {
                queueOf(call).addFirst(call);
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
        List<Call> all = removeAll();
        all.addAll(queue);
        all.addAll(waitingQueue);
        all.addAll(gatheringQueue);
        queue.clear();
        waitingQueue.clear();
        gatheringQueue.clear();
        for (Call call : all) {
            settle(call);
            call.answer().completeExceptionally(why);
        }
    }
}
