/**
 * Channels, the events that flow on them, and the cursors that order those events (PROTOCOL §7).
 */
@NullMarked
package dev.dwp.domain.channel;

import org.jspecify.annotations.NullMarked;
