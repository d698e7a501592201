/**
 * Events on their way out: {@link dev.dwp.application.stream.Broker} tails the log and hands each event to the feeds
 * that want it; a {@link dev.dwp.application.stream.Feed} is a cursor plus a filter, served live while its sink keeps up
 * and from the log while it does not (PROTOCOL §7.3, §7.4). Knows no transport.
 */
@NullMarked
package dev.dwp.application.stream;

import org.jspecify.annotations.NullMarked;
