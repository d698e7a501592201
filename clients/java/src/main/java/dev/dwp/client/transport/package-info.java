/**
 * How calls and events travel. Internal: programs use {@link dev.dwp.client.DwpClient}.
 *
 * <p>Data goes one way: {@code Call → Calls → Connection → server → Connection → Session → Calls or Feeds → answer or sink}.
 * A {@code Session} has one thread, its {@code Loop}, that owns all that changes; frames are decoded before it, and what
 * callers wait for is completed by it. Nothing on it blocks: tokens are asked for on virtual threads, and the queues of
 * sinks never fill up, since credits are the room that they have.
 *
 * <p>What fails where: a lost {@code Connection} puts repeatable calls back and begins the streams again after their last
 * event; a refused token, used up tries and {@code close} end the session, and settle all of it.
 */
@NullMarked
package dev.dwp.client.transport;

import org.jspecify.annotations.NullMarked;
