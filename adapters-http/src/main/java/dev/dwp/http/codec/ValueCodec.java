package dev.dwp.http.codec;

import dev.dwp.domain.frame.Value;

/** Values in one wire format. Thread-safe. */
interface ValueCodec {

    /**
     * The bytes of a value.
     *
     * @throws java.io.UncheckedIOException when it is nested more than a thousand levels deep, which nothing of the
     *     server's is
     */
    byte[] encode(Value value);

    /** How many octets {@link #encode} makes of a value. */
    long size(Value value);

    /**
     * Reads exactly one value from a slice.
     *
     * @param watch follows the members of the outermost object
     * @throws dev.dwp.domain.frame.Refusal 400 for anything else; no other exception
     */
    Value decode(byte[] bytes, int offset, int length, FrameWatch watch);
}
