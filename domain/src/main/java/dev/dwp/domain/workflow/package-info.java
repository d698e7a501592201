/**
 * A workflow run, its states and transition table, its timeline, and the signals that wake it (PROTOCOL §6).
 */
@NullMarked
package dev.dwp.domain.workflow;

import org.jspecify.annotations.NullMarked;
