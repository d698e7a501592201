/** Measures the server as its clients meet it: a process on a real disk, spoken to over sockets. */
@NullMarked
package dev.dwp.benchmarks;

import org.jspecify.annotations.NullMarked;
