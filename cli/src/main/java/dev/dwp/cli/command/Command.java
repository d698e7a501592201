package dev.dwp.cli.command;

import dev.dwp.cli.syntax.Syntax;

/**
 * A row of the table of commands.
 *
 * @param syntax how it is written
 * @param action what it does
 */
public record Command(Syntax syntax, Action action) {}
