/** Results on standard output: as text or as JSON. */
@NullMarked
package dev.dwp.cli.output;

import org.jspecify.annotations.NullMarked;
