/** x. */
@NullMarked
package dev.dwp.persistence;

import org.jspecify.annotations.NullMarked;
