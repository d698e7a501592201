/**
 * The rules of a store, written once: a store brings look-ups and one atomic write, {@link ChangesetRules} decides what may
 * be written.
 */
@NullMarked
package dev.dwp.application.store;

import org.jspecify.annotations.NullMarked;
