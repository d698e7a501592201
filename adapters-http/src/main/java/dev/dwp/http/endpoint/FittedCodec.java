package dev.dwp.http.endpoint;

import dev.dwp.application.frame.FrameFit;
import dev.dwp.domain.frame.Frame;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.websocket.UnreadBudget;

/** Writes frames that a peer takes: none is larger than announced (PROTOCOL §2). Thread-safe. */
record FittedCodec(FrameCodec codec, FrameFit fit) {

    /** What is sent is bounded by: the size of a frame, and what waits to be written to all peers. */
    record Limits(FrameFit fit, UnreadBudget unread) {}

    /** The octets of a frame, or of a smaller one in its place. */
    byte[] encode(Frame frame) {
        byte[] octets = codec.encode(frame);
        return octets.length <= fit.maxFrameBytes() ? octets : codec.encode(fit.fit(frame, codec));
    }
}
