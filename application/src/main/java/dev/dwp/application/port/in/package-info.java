/**
 * What the application can do, one interface for each use case. Transports call them with typed commands; each checks
 * the tenant itself, so that no transport can forget to. Scopes are the frame router's business.
 */
@NullMarked
package dev.dwp.application.port.in;

import org.jspecify.annotations.NullMarked;
