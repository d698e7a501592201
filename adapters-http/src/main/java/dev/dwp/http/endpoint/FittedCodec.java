package dev.dwp.http.endpoint;

import dev.dwp.application.frame.FrameFit;
import dev.dwp.domain.frame.Frame;
import dev.dwp.http.codec.FrameCodec;

/** Writes frames that a peer takes: none is larger than announced (PROTOCOL §2). Thread-safe. */
record FittedCodec(FrameCodec codec, FrameFit fit) {

    /** The octets of a frame, or of a smaller one in its place. */
    byte[] encode(Frame frame) {
        byte[] octets = codec.encode(frame);
        return octets.length <= fit.maxFrameBytes() ? octets : codec.encode(fit.fit(frame, codec));
    }
}
