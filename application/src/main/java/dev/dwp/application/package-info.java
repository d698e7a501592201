/** x. */
@NullMarked
package dev.dwp.application;

import org.jspecify.annotations.NullMarked;
