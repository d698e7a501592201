/** What was measured: latencies, samples in rounds, and the pages and files that tell of them. */
@NullMarked
package dev.dwp.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
