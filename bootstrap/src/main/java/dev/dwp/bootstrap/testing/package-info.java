/** What users' own tests need: a server in the test's process, and a clock that the test moves by hand. */
@NullMarked
package dev.dwp.bootstrap.testing;

import org.jspecify.annotations.NullMarked;
