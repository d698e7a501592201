package dev.dwp.application.port.out;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a cron entry.
 *
 * @param name the entry's name, unique per cluster
 * @param schedule the expression that {@code nextRunAt} was derived from
 * @param nextRunAt when it fires next
 * @param lastRunAt for which instant it fired last
 */
public record CronState(
        String name,
        String schedule,
        Instant nextRunAt,
        @Nullable Instant lastRunAt) {}
