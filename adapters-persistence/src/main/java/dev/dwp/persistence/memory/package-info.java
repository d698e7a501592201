/**
 * The store in memory: for tests, demos and peak speed. Nothing survives the process. One lock guards all state, so that a
 * set of changes is one act for every reader; nothing but memory is touched under it.
 */
@NullMarked
package dev.dwp.persistence.memory;

import org.jspecify.annotations.NullMarked;
