/** Which server is meant, with which token, and the connection to it. */
@NullMarked
package dev.dwp.cli.server;

import org.jspecify.annotations.NullMarked;
