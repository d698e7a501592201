/**
 * What the server can be told: its keys, where their values come from (flags, environment, file), how they are read, and the
 * typed result, {@link dev.dwp.bootstrap.config.Configuration}. Everything that can be wrong with a configuration is found
 * here, and said in a sentence; nothing is opened or started.
 */
@NullMarked
package dev.dwp.bootstrap.config;

import org.jspecify.annotations.NullMarked;
