/** Stores: adapters of the application's out ports to memory and to databases, each in a package of its own. */
@NullMarked
package dev.dwp.persistence;

import org.jspecify.annotations.NullMarked;
