package dev.dwp.application.stream;

import dev.dwp.domain.frame.Frame;

/** Turns frames into the bytes of one wire format. Thread-safe; compared by identity. */
@FunctionalInterface
public interface FrameEncoder {

    /** The frame's bytes; the caller must not change them. */
    byte[] encode(Frame frame);
}
