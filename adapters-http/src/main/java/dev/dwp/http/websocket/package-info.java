/**
 * The WebSocket protocol (RFC 6455) with permessage-deflate (RFC 7692), server side, by hand, over any pair of streams.
 *
 * <p>It reads like the RFC, in three layers that byte arrays alone can test: the header's syntax ({@code FrameHeader} and
 * what it names, {@code Handshake} beside it), the rules of framing ({@code MessageAssembler}), and the connection
 * ({@link dev.dwp.http.websocket.WebSocketConnection}), with its {@code Outbox}. Nothing here may know DWP frames, JSON or
 * HTTP exchanges: the JDK and a logger are all it needs.
 */
@NullMarked
package dev.dwp.http.websocket;

import org.jspecify.annotations.NullMarked;
