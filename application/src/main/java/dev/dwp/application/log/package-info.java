/** What log lines say of what they belong to; knows nothing of jobs, runs and requests themselves. */
@NullMarked
package dev.dwp.application.log;

import org.jspecify.annotations.NullMarked;
