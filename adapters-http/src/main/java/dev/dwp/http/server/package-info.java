/**
 * An HTTP/1.1 server for {@code com.sun.net.httpserver} that is strict, can switch protocols and runs each connection on a
 * virtual thread with blocking I/O. The door is {@link dev.dwp.http.server.HttpServers}.
 *
 * <p>Threads of a started server: one platform thread accepts ({@code dwp-http-acceptor}; it keeps the JVM alive), one daemon
 * thread ends stalled writes ({@code dwp-http-watchdog}), and one virtual thread for each connection reads, runs the handler
 * and writes. Nothing here knows the Dispatch Wire Protocol: what the server answers by itself is rendered by the
 * {@link dev.dwp.http.server.ErrorBody} it is given.
 */
@NullMarked
package dev.dwp.http.server;

import org.jspecify.annotations.NullMarked;
