/**
 * The workflow engine: the use cases of runs and signals, and what takes runs up and runs their code. A run's code is run
 * from its top by strands; what they ask goes to the run's keeper, the one thread that writes. See {@code docs/adr/0006}.
 */
@NullMarked
package dev.dwp.application.workflow;

import org.jspecify.annotations.NullMarked;
