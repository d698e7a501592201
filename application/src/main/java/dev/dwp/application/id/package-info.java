/** Makes the ids that the domain defines, from an injected clock and random source. */
@NullMarked
package dev.dwp.application.id;

import org.jspecify.annotations.NullMarked;
