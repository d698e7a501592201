/** x. */
@NullMarked
package dev.dwp.bootstrap;

import org.jspecify.annotations.NullMarked;
