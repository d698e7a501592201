/** Handlers to try the server with: what {@code ./dwp serve} runs unless it is told {@code --no-demo}. */
@NullMarked
package dev.dwp.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
