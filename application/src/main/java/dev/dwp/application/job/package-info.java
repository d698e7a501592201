/**
 * Jobs: the services behind the in ports, and the loops that claim jobs, run their handlers and write down how that
 * ended. {@link dev.dwp.application.job.JobEngine} is the door. May not know transports, workflows or any store.
 */
@NullMarked
package dev.dwp.application.job;

import org.jspecify.annotations.NullMarked;
