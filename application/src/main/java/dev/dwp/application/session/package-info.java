/**
 * The protocol's state on each transport, without the transport: what a WebSocket session may do and when it ends, what
 * one RPC request gets, how an event stream begins (PROTOCOL §4, §7.5).
 */
@NullMarked
package dev.dwp.application.session;

import org.jspecify.annotations.NullMarked;
