/** The servers that work on one store, and how they know of each other. */
@NullMarked
package dev.dwp.application.node;

import org.jspecify.annotations.NullMarked;
