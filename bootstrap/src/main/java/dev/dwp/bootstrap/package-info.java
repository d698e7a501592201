/**
 * The server as a program: the main, what it is told, and the wiring of everything else. Knows all other modules; nobody
 * knows it.
 */
@NullMarked
package dev.dwp.bootstrap;

import org.jspecify.annotations.NullMarked;
