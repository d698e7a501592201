package dev.dwp.application.stream;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One event as it appears on one channel. Shared by all who subscribed to that channel, and encoded once for each kind of
 * connection instead of once for each connection. Thread-safe.
 */
public final class Delivery {
    private final LoggedEvent event;
    private final Frame.Event frame;
    private final Map<Rendering<?>, Object> rendered = new ConcurrentHashMap<>(2);

    Delivery(LoggedEvent event, Channel channel) {
        this.event = event;
        this.frame = new Frame.Event(
                event.cursor().text(),
                channel.text(),
                event.data(),
                Value.of(event.at().toString()));
    }

    /** The event at its place in the log. */
    public LoggedEvent event() {
        return event;
    }

    /** What is sent for this event; made by whoever asks first. */
    @SuppressWarnings("unchecked") // a rendering's results are stored under itself alone
    public <T> T as(Rendering<T> rendering) {
        return (T) rendered.computeIfAbsent(rendering, key -> rendering.render(frame));
    }
}
