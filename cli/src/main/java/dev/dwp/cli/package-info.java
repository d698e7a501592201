/** The command line: the program, its exit codes, and what a failure becomes. */
@NullMarked
package dev.dwp.cli;

import org.jspecify.annotations.NullMarked;
