/**
 * Finding out who a token stands for (PROTOCOL §4.1). Tokens are known here by their hash alone; what an identity may do
 * is for the router and the use cases to check.
 */
@NullMarked
package dev.dwp.application.auth;

import org.jspecify.annotations.NullMarked;
