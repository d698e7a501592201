/**
 * Sockets with deadlines: buffered reading, guarded writing, shared buffers, and the watchdog that ends stalled writes.
 *
 * <p>Nothing here knows HTTP. A connection is read by one thread at a time and written by one thread at a time; only
 * {@link dev.dwp.http.server.io.BufferPool}, {@link dev.dwp.http.server.io.StallGuard} and
 * {@link dev.dwp.http.server.io.Watchdog} are shared.
 */
@NullMarked
package dev.dwp.http.server.io;

import org.jspecify.annotations.NullMarked;
