/**
 * Frames to bytes and back, in JSON and msgpack (PROTOCOL §3). Both go through the same {@link dev.dwp.domain.frame.Value}
 * tree and {@link dev.dwp.domain.frame.Envelope}, so that they can differ in bytes but not in rules. Payloads to Java types
 * and back, by the same tree.
 */
@NullMarked
package dev.dwp.http.codec;

import org.jspecify.annotations.NullMarked;
