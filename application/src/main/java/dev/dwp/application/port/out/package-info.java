/**
 * What the application needs from outside: stores, time, credentials, payload binding. Interfaces and the records they
 * speak in; adapters implement them, services call them.
 */
@NullMarked
package dev.dwp.application.port.out;

import org.jspecify.annotations.NullMarked;
