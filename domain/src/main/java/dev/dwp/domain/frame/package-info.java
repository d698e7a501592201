/**
 * The protocol's envelope: frames, methods, error codes, and the {@link dev.dwp.domain.frame.Value} tree that every
 * payload is made of. Knows no bytes: turning frames into JSON or msgpack is an adapter's work.
 */
@NullMarked
package dev.dwp.domain.frame;

import org.jspecify.annotations.NullMarked;
