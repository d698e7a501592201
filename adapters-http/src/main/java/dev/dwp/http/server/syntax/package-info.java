/**
 * The syntax of HTTP/1.1 (RFC 9110, RFC 9112) on octets alone: request heads, framing, chunked bodies, field names, dates.
 *
 * <p>Nothing here reads a socket, starts a thread or waits; every class is tested with byte arrays. What does not follow
 * the grammar exactly is an {@link dev.dwp.http.server.syntax.HttpFailure}, the only failure that leaves this package.
 */
@NullMarked
package dev.dwp.http.server.syntax;

import org.jspecify.annotations.NullMarked;
