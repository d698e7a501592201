package dev.dwp.application.stream;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One event as it appears on one channel. Shared by all who subscribed to that channel, and encoded once for each wire
 * format instead of once for each of them. Thread-safe.
 */
public final class Delivery {
    private final LoggedEvent event;
    private final Frame.Event frame;

    private final Map<FrameEncoder, byte[]> encoded = new ConcurrentHashMap<>(2);

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

    /** The frame that tells of it. */
    public Frame.Event frame() {
        return frame;
    }

    /** The frame's bytes; shared, so nobody may change them. */
    public byte[] encoded(FrameEncoder encoder) {
        return encoded.computeIfAbsent(encoder, format -> format.encode(frame));
    }
}
