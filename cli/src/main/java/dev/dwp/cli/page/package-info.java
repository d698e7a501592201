/** What is generated from the table of commands: help, completion scripts, the page in the documents. */
@NullMarked
package dev.dwp.cli.page;

import org.jspecify.annotations.NullMarked;
