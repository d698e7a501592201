/** The load client: many WebSockets on one thread, so that the client is not what is measured. */
@NullMarked
package dev.dwp.benchmarks.client;

import org.jspecify.annotations.NullMarked;
