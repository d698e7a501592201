package dev.dwp.http.endpoint;

import dev.dwp.application.port.out.ValueSize;
import dev.dwp.application.session.CloseReason;
import dev.dwp.application.session.Connection;
import dev.dwp.application.session.Session;
import dev.dwp.application.stream.Delivery;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.TreeBudget;
import dev.dwp.http.codec.UndecodableFrame;
import dev.dwp.http.websocket.CloseCode;
import dev.dwp.http.websocket.MessageMemory;
import dev.dwp.http.websocket.WebSocketConnection;
import dev.dwp.http.websocket.WebSocketListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Between one WebSocket and its session: messages become frames, frames messages. Sends in the format of the latest
 * message until one is negotiated, and in the negotiated one from then on; receives either at any time (PROTOCOL §3).
 */
final class WebSocketPeer implements Connection, WebSocketListener {
    private final WebSocketConnection connection;
    private final PeerParts parts;
    private final InetSocketAddress address;

    /** Set once, before the connection runs. */
    private @Nullable Session session;

    /** Written by the reading thread. */
    private volatile PeerParts.Wire wire;

    /** Whether somebody has authenticated; written and read by the reading thread. */
    private boolean negotiated;

    /** Written and read by the session's liveness alarms, one after the other. */
    private long heardNanos;

    WebSocketPeer(WebSocketConnection connection, PeerParts parts, InetSocketAddress address) {
        this.connection = connection;
        this.parts = parts;
        this.address = address;
        this.wire = parts.wire(Format.JSON);
        this.heardNanos = connection.lastReadNanos();
        int largest = parts.reception().maxFrameBytes();
        connection.accept(Math.min(Reception.OCTETS_BEFORE_AUTH, largest), MessageMemory.UNBOUNDED);
    }

    void attach(Session begun) {
        session = begun;
    }

    @Override
    public void onText(byte[] buffer, int offset, int length) {
        receive(Format.JSON, buffer, offset, length);
    }

    @Override
    public void onBinary(byte[] buffer, int offset, int length) {
        receive(Format.MSGPACK, buffer, offset, length);
    }

    private void receive(Format format, byte[] buffer, int offset, int length) {
        PeerParts.Wire incoming = parts.wire(format);
        if (!negotiated) {
            wire = incoming;
        }
        try {
            if (negotiated) {
                Reception.Received received = parts.reception().decode(incoming.codec(), buffer, offset, length);
                session().receive(received.frame(), length <= Reception.SMALL, received::close);
            } else {
                session()
                        .receive(
                                incoming.codec().decode(buffer, offset, length, TreeBudget.beforeAuth(length)),
                                true,
                                () -> {});
            }
        } catch (UndecodableFrame e) {
            session().reject(e.id(), e.refusal());
        }
    }

    @Override
    public void onPong(byte[] buffer, int offset, int length) {}

    @Override
    public void onWritable() {
        session().resume();
    }

    @Override
    public void onClosed(CloseCode code, String reason) {
        session().closed();
    }

    @Override
    public String useFormat(@Nullable String name) {
        Format format = name == null ? Format.JSON : Format.named(name);
        wire = parts.wire(format);
        negotiated = true;
        connection.accept(parts.reception().maxFrameBytes(), parts.reception().buffers());
        return format.wireName();
    }

    @Override
    public ValueSize size() {
        return wire.codec();
    }

    @Override
    public void awaitTaken() {
        connection.awaitTaken();
    }

    @Override
    public void answered(String method, int code, Duration took) {
        parts.log().answered(method, code, took, address);
    }

    @Override
    public void send(Frame frame) {
        if (frame instanceof Frame.Failure failure) {
            parts.refused().note(failure.error(), "WebSocket", address);
        }
        parts.large().encode(frame, () -> connection.append(wire.encode(frame), null));
    }

    @Override
    public boolean offer(List<Delivery> copies) {
        for (Delivery copy : copies) {
            if (!connection.queue(copy.as(wire.events()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void offered() {
        connection.writeQueued();
    }

    @Override
    public void ended(Channel channel, Refusal reason) {
        send(parts.frames().ended(channel.text(), reason.body()));
    }

    @Override
    public void ping() {
        connection.ping(new byte[0]);
    }

    @Override
    public boolean heard() {
        long last = connection.lastReadNanos();
        boolean heard = last != heardNanos;
        heardNanos = last;
        return heard;
    }

    @Override
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - connection.lastReadNanos());
    }

    @Override
    public void close(CloseReason reason, String message) {
        connection.close(
                switch (reason) {
                    case SHUTTING_DOWN -> CloseCode.GOING_AWAY;
                    case POLICY -> CloseCode.POLICY_VIOLATION;
                    case UNRESPONSIVE -> CloseCode.INTERNAL_ERROR;
                },
                message);
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }
}
