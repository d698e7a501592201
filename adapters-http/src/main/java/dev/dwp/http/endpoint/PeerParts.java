package dev.dwp.http.endpoint;

import dev.dwp.application.frame.ServerFrames;
import dev.dwp.application.stream.Rendering;
import dev.dwp.domain.frame.Frame;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.websocket.OutgoingMessage;
import dev.dwp.http.websocket.UnreadBudget;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What all WebSocket peers share: the codecs, and for each the one rendering under which events are encoded once. */
final class PeerParts {
    private final ServerFrames frames;
    private final UnreadBudget unread;
    private final RequestLog log;
    private final RefusedCredentials refused;
    private final Reception reception;
    private final LargeFrames large;
    private final Map<Format, Wire> wires = new EnumMap<>(Format.class);

    PeerParts(
            Codecs codecs,
            ServerFrames frames,
            FittedCodec.Limits limits,
            RpcEndpoint.Watch watch,
            Reception reception,
            LargeFrames large) {
        this.large = large;
        this.frames = frames;
        this.unread = limits.unread();
        this.log = watch.log();
        this.refused = watch.refused();
        this.reception = reception;
        for (Format format : Format.values()) {
            FittedCodec fitted = new FittedCodec(codecs.of(format), limits.fit());
            wires.put(format, new Wire(fitted, frame -> message(format, fitted.encode(frame))));
        }
    }

    ServerFrames frames() {
        return frames;
    }

    UnreadBudget unread() {
        return unread;
    }

    RequestLog log() {
        return log;
    }

    RefusedCredentials refused() {
        return refused;
    }

    Reception reception() {
        return reception;
    }

    LargeFrames large() {
        return large;
    }

    Wire wire(Format format) {
        return Objects.requireNonNull(wires.get(format), format.wireName());
    }

    private static OutgoingMessage message(Format format, byte[] frame) {
        return switch (format) {
            case JSON -> OutgoingMessage.text(frame);
            case MSGPACK -> OutgoingMessage.binary(frame);
        };
    }

    /** One format on WebSocket: text carries JSON, binary msgpack (PROTOCOL §1). */
    record Wire(FittedCodec fitted, Rendering<OutgoingMessage> events) {
        FrameCodec codec() {
            return fitted.codec();
        }

        OutgoingMessage encode(Frame frame) {
            return message(codec().format(), fitted.encode(frame));
        }
    }
}
