/**
 * A job, its states, and the one table of transitions between them. Every transition returns the next state together
 * with the events that tell of it, so that nothing can store one without the other (PROTOCOL §7.3).
 */
@NullMarked
package dev.dwp.domain.job;

import org.jspecify.annotations.NullMarked;
