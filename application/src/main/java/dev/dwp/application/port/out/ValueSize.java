package dev.dwp.application.port.out;

import dev.dwp.domain.frame.Value;

/** Measures what values take in one wire format. Thread-safe. */
@FunctionalInterface
public interface ValueSize {

    /** Counts the octets of a value as it is sent, without writing it. */
    long of(Value value);
}
