/**
 * From request frames to use cases and back: reading a method's data, calling its port, writing what it answered, and the
 * one map from failures to error frames (PROTOCOL §5, §8). Knows neither codecs nor transports.
 */
@NullMarked
package dev.dwp.application.frame;

import org.jspecify.annotations.NullMarked;
