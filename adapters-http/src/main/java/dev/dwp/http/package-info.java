/** x. */
@NullMarked
package dev.dwp.http;

import org.jspecify.annotations.NullMarked;
