package dev.dwp.client.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.error.RateLimitedException;
import dev.dwp.client.error.UnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a session, one for each channel. Each new connection subscribes again after the last event that came,
 * with as many credits as the sink has room for (PROTOCOL §7.3, §7.4). Of the loop alone.
 */
final class ChannelFeeds {
    /** The stages of a subscription on the way to its events. */
    private enum Stage {
        /** No connection. */
        AWAY,
        /** The sink is full: subscribes when it has room. */
        FULL,
        /** In the queue of calls. */
        QUEUED,
        /** Sent; grants may follow. */
        SENT,
        /** Accepted: events are of this subscription, and of none before it. */
        LIVE,
        /** After a passing trouble, until a timer. */
        PAUSED
    }

    private static final class Feed {
        private final EventSink sink;
        private Stage stage = Stage.AWAY;
        private @Nullable Call call;
        private int epoch;
        private int failures;

        Feed(EventSink sink) {
            this.sink = sink;
        }
    }

    private final ClientSettings settings;
    private final SessionLoop loop;
    private final Calls calls;
    private final Consumer<EventSink> released;
    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private @Nullable SocketConnection connection;
    private @Nullable DwpException over;

    ChannelFeeds(ClientSettings settings, SessionLoop loop, Calls calls, Consumer<EventSink> released) {
        this.settings = settings;
        this.loop = loop;
        this.calls = calls;
        this.released = released;
    }

    void attach(EventSink sink) {
        if (over != null) {
            sink.end(over);
            released.accept(sink);
            return;
        }
        Feed feed = new Feed(sink);
        feeds.put(sink.channel(), feed);
        subscribe(feed);
    }

    private void subscribe(Feed feed) {
        if (connection == null) {
            feed.stage = Stage.AWAY;
        } else if (!feed.sink.hasRoom()) {
            feed.stage = Stage.FULL;
        } else {
            feed.stage = Stage.QUEUED;
            Call call = Call.ofConnection("subscribe", () -> subscription(feed));
            feed.call = call;
            // At once, before the frames behind the answer: events are of this subscription from then on.
            loop.atOnce(call.answer(), (data, failure) -> {
                if (feed.call == call) {
                    settled(feed, data, failure);
                }
            });
            calls.submit(call);
        }
    }

    private ObjectNode subscription(Feed feed) {
        EventSink.Start start = feed.sink.start();
        feed.stage = Stage.SENT;
        feed.epoch = start.epoch();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("channel", feed.sink.channel())
                .put("credits", start.credits());
        if (start.after() != null) {
            data.put("after", start.after());
        }
        return data;
    }

    private void settled(Feed feed, @Nullable JsonNode data, @Nullable Throwable failure) {
        feed.call = null;
        if (data != null) {
            feed.stage = Stage.LIVE;
            feed.failures = 0;
            feed.sink.begun(data.path("cursor").textValue(), data.get("snapshot"));
            if (feed.sink.ended()) {
                drop(feed, true);
            }
        } else if (failure instanceof DwpException error) {
            fail(feed, error);
        }
    }

    /** A subscription failed or was ended by the server. */
    private void fail(Feed feed, DwpException error) {
        if (error instanceof ConnectionLostException) {
            feed.stage = Stage.AWAY;
        } else if (error instanceof CursorExpiredException expired) {
            if (feed.sink.gap(expired)) {
                subscribe(feed);
            } else {
                drop(feed, false);
            }
        } else if (passing(error)) {
            pause(feed);
        } else {
            feed.sink.end(error);
            drop(feed, false);
        }
    }

    private static boolean passing(DwpException error) {
        return error instanceof UnavailableException
                || error instanceof RateLimitedException
                || error instanceof DwpTimeoutException;
    }

    private void pause(Feed feed) {
        feed.stage = Stage.PAUSED;
        feed.failures++;
        loop.schedule(settings.backoff().pause(feed.failures), () -> {
            if (feed.stage == Stage.PAUSED && feeds.get(feed.sink.channel()) == feed) {
                subscribe(feed);
            }
        });
    }

    /** Forgets a feed; at the server, too, where that still serves it. */
    private void drop(Feed feed, boolean unsubscribe) {
        feeds.remove(feed.sink.channel(), feed);
        Call call = feed.call;
        feed.call = null;
        if (call != null && feed.stage == Stage.QUEUED) {
            call.answer().cancel(false);
        } else if (unsubscribe && (feed.stage == Stage.SENT || feed.stage == Stage.LIVE)) {
            ObjectNode data = JsonNodeFactory.instance.objectNode().put("channel", feed.sink.channel());
            calls.submit(Call.ofConnection("unsubscribe", () -> data));
        }
        released.accept(feed.sink);
    }

    void detach(EventSink sink) {
        Feed feed = feeds.get(sink.channel());
        if (feed != null && feed.sink.equals(sink)) {
            drop(feed, true);
        }
    }

    /** The sink has more room. */
    void grant(EventSink sink, int epoch, int credits) {
        Feed feed = feeds.get(sink.channel());
        if (feed == null || !feed.sink.equals(sink)) {
            return;
        }
        if (feed.stage == Stage.FULL) {
            subscribe(feed);
        } else if (connection != null
                && feed.epoch == epoch
                && (feed.stage == Stage.SENT || feed.stage == Stage.LIVE)) {
            connection.send(settings.codec()
                    .encode(JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "request")
                            .put("channel", sink.channel())
                            .put("credits", credits)));
        }
    }

    void event(String channel, JsonNode frame) {
        Feed feed = feeds.get(channel);
        if (feed != null && feed.stage == Stage.LIVE && !feed.sink.event(frame)) {
            drop(feed, true);
        }
    }

    /** The server has put another subscription in the place of the channel's: puts this one back, behind its last event. */
    void replaced(String channel) {
        Feed feed = feeds.get(channel);
        if (feed != null && (feed.stage == Stage.SENT || feed.stage == Stage.LIVE)) {
            subscribe(feed);
        }
    }

    /** The server has ended a subscription. */
    void failed(String channel, DwpException error) {
        Feed feed = feeds.get(channel);
        if (feed != null && feed.stage == Stage.LIVE) {
            fail(feed, error);
        }
    }

    void connected(SocketConnection to) {
        connection = to;
        List.copyOf(feeds.values()).forEach(this::subscribe);
    }

    void disconnected() {
        connection = null;
        for (Feed feed : feeds.values()) {
            Call call = feed.call;
            feed.call = null;
            feed.stage = Stage.AWAY;
            if (call != null) {
                call.answer().cancel(false);
            }
        }
    }

    void close(DwpException why) {
        over = why;
        disconnected();
        for (Feed feed : List.copyOf(feeds.values())) {
            feed.sink.end(why);
            drop(feed, false);
        }
    }
}
