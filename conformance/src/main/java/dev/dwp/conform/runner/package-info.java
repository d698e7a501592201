/**
 * Runs dialogues against a server, or as a server against a client, and reports what came of it. Speaks HTTP and WebSocket by
 * itself, so that it can also do what no well-behaved peer does; shares no code with the server.
 */
@NullMarked
package dev.dwp.conform.runner;

import org.jspecify.annotations.NullMarked;
