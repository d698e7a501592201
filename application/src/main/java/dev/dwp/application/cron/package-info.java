/**
 * Enqueues jobs on schedules, each firing once however many servers work on the store. When a schedule fires is the
 * business of {@code cron.schedule}.
 */
@NullMarked
package dev.dwp.application.cron;

import org.jspecify.annotations.NullMarked;
