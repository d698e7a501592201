/**
 * Starts threads: those that a server lives on, which nothing ends but their own last turn, and short tasks. No other room of
 * the application, of the stores or of bootstrap starts a thread.
 */
@NullMarked
package dev.dwp.application.thread;

import org.jspecify.annotations.NullMarked;
