/** The benchmarks, one class each. */
@NullMarked
package dev.dwp.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
