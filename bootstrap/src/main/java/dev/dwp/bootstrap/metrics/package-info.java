/** What the server tells of itself in Prometheus text; the only place that knows the Prometheus client library. */
@NullMarked
package dev.dwp.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
