/**
 * The model of the Dispatch Wire Protocol: frames, tenants, jobs, workflow runs and events as immutable values, each
 * package naming one concept. Compiles against the JDK alone and does no I/O, reads no clock and draws no random number.
 */
@NullMarked
package dev.dwp.domain;

import org.jspecify.annotations.NullMarked;
