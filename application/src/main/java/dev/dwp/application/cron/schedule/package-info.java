/**
 * When a cron entry fires: expressions, time zones, daylight saving. The only place that knows cron-utils (ADR 0004). No
 * clock is read here.
 */
@NullMarked
package dev.dwp.application.cron.schedule;

import org.jspecify.annotations.NullMarked;
