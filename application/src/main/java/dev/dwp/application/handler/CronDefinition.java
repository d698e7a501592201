package dev.dwp.application.handler;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.ZoneId;

/**
 * A job that is enqueued on a schedule.
 *
 * @param name unique per cluster
 * @param schedule five cron fields, or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}
 * @param zone in which the schedule is read; UTC unless it names another (PROTOCOL §7.2)
 * @param jobName which job
 * @param tenant whose job it becomes, and who sees the entry
 */
public record CronDefinition(
        String name, String schedule, ZoneId zone, String jobName, QueueName queue, Value payload, Tenant tenant) {}
