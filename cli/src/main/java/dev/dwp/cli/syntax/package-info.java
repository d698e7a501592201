/** How a command is written: words, arguments, flags, and the values in them. Nothing here runs anything. */
@NullMarked
package dev.dwp.cli.syntax;

import org.jspecify.annotations.NullMarked;
