/**
 * A client of any DWP server. {@link dev.dwp.client.DwpClient} is the door; the records that it takes are beside it, what it
 * returns is in {@code model}, what it throws in {@code error}. How frames travel is in {@code transport}. Nothing here knows
 * the server's code.
 */
@NullMarked
package dev.dwp.client;

import org.jspecify.annotations.NullMarked;
