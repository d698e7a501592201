package dev.dwp.http.endpoint;

import dev.dwp.application.thread.Computations;
import dev.dwp.domain.frame.Frame;
import dev.dwp.http.codec.RoughSize;

/**
 * Has large frames decoded and encoded where that holds up nobody. Small ones are done at once, by the thread that asks.
 *
 * @param computations does what takes long
 */
record LargeFrames(Computations computations) {
    /** Octets of a frame that is encoded at once. */
    private static final int SMALL = 16_384;

    /** Decodes a frame that is large. */
    <T, X extends Exception> T decode(Computations.Computation<T, X> decoding) throws X {
        return computations.compute(decoding);
    }

    /** Encodes a frame. */
    <T> T encode(Frame frame, Computations.Computation<T, RuntimeException> encoding) {
        return RoughSize.reaches(frame, SMALL) ? computations.compute(encoding) : encoding.result();
    }
}
