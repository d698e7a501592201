/** What is drawn on a terminal: colours, tables, trees, progress, the full screen. Knows nothing of the protocol. */
@NullMarked
package dev.dwp.cli.terminal;

import org.jspecify.annotations.NullMarked;
