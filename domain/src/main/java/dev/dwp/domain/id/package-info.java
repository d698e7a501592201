/**
 * Opaque, time-ordered identifiers (PROTOCOL §5): a prefix that names the kind and 26 base-32 characters of a UUIDv7.
 */
@NullMarked
package dev.dwp.domain.id;

import org.jspecify.annotations.NullMarked;
