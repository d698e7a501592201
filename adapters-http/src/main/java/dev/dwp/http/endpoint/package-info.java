/**
 * The protocol's endpoints as plain {@link com.sun.net.httpserver.HttpHandler}s: WebSocket, SSE, RPC and health (PROTOCOL
 * §1). {@link dev.dwp.http.endpoint.DwpRoutes#mount} puts them on any server; they translate between HTTP and the
 * application and decide nothing else.
 */
@NullMarked
package dev.dwp.http.endpoint;

import org.jspecify.annotations.NullMarked;
