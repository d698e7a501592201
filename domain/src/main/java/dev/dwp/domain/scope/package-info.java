/**
 * The permissions that a token may carry (PROTOCOL §4.2).
 */
@NullMarked
package dev.dwp.domain.scope;

import org.jspecify.annotations.NullMarked;
