package dev.dwp.http.codec;

import dev.dwp.domain.frame.Value;

/** Values in one wire format. Thread-safe. */
interface ValueCodec {

    byte[] encode(Value value);

    /**
     * Reads exactly one value from a slice.
     *
     * @param watch told of each member of the outermost object
     * @throws dev.dwp.domain.frame.Refusal 400 for anything else; no other exception
     */
    Value decode(byte[] bytes, int offset, int length, IdWatch watch);
}
