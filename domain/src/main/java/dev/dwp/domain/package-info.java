/** x. */
@NullMarked
package dev.dwp.domain;

import org.jspecify.annotations.NullMarked;
