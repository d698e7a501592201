/**
 * The protocol as data: reads {@code registry.json} and writes what is generated from it, such as the tables of the
 * reference page, JSON Schemas and the constants of clients. Knows nothing of the server.
 */
@NullMarked
package dev.dwp.conform.registry;

import org.jspecify.annotations.NullMarked;
