/** What the benchmarks run on and start: the server, a PostgreSQL server, the disk, processor time. */
@NullMarked
package dev.dwp.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
