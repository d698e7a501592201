package dev.dwp.http.server.syntax;

/** How the end of a request's body is known (RFC 9112 §6.3). */
public sealed interface Framing {
    /** There is no body. */
    record None() implements Framing {}

    /**
     * A body of exactly that many octets.
     *
     * @param length octets, more than none
     */
    record Fixed(long length) implements Framing {}

    /** A body in chunks, which tells its own end. */
    record Chunked() implements Framing {}
}
