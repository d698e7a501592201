/** Turns taken by a thread again and again, for whom a store that is away is a pause and no end. */
@NullMarked
package dev.dwp.application.loop;

import org.jspecify.annotations.NullMarked;
