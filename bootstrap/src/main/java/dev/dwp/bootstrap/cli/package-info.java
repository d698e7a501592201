/** The command line: what can be asked for, how it is written, and what to say when it is written otherwise. */
@NullMarked
package dev.dwp.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
