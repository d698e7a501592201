/** What jobs and runs have in common as long as a worker holds them. */
@NullMarked
package dev.dwp.application.lease;

import org.jspecify.annotations.NullMarked;
