/** The commands, in one table, and what each does. */
@NullMarked
package dev.dwp.cli.command;

import org.jspecify.annotations.NullMarked;
