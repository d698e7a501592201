package dev.dwp.application.handler;

import dev.dwp.application.cron.schedule.Schedule;
import dev.dwp.domain.frame.NameLength;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * A job that is enqueued on a schedule.
 *
 * @param name unique per cluster, 1 to 128 characters
 * @param schedule a cron expression: five fields, or {@code @hourly}, {@code @daily}, {@code @midnight}, {@code @weekly},
 *     {@code @monthly}, {@code @yearly} or {@code @annually}, as {@link Schedule} says
 * @param zone whose clocks the schedule goes by; UTC unless it names another (PROTOCOL §7.2)
 * @param jobName which job
 * @param queue where the job waits
 * @param payload what its handler gets
 * @param tenant whose job it becomes, and who sees the entry
 */
public record CronDefinition(
        String name, String schedule, ZoneId zone, String jobName, QueueName queue, Value payload, Tenant tenant) {
    private static final int LONGEST = 128;

    /**
     * Checks the names and the schedule.
     *
     * @throws IllegalArgumentException with a sentence that names the entry, the bad value and the fix
     */
    public CronDefinition {
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException("A cron entry's name must have 1 to %d characters; '%s' has %d."
                    .formatted(LONGEST, name, name.length()));
        }
        if (!NameLength.fits(jobName)) {
            throw new IllegalArgumentException("Cron entry '%s': its job's name must have 1 to %d characters, not %d."
                    .formatted(name, NameLength.LONGEST, jobName.length()));
        }
        String expression = schedule;
        schedule = checked(name, () -> Schedule.of(expression, zone)).expression();
    }

    private static Schedule checked(String name, Supplier<Schedule> schedule) {
        try {
            return schedule.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cron entry '%s': %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * An entry whose job belongs to no tenant, has an empty payload and waits in the default queue.
     *
     * @param schedule a cron expression in UTC, unless it begins with a zone: {@code CRON_TZ=Europe/Berlin 0 2 * * *}
     * @throws IllegalArgumentException with a sentence that names the bad value
     */
    public static CronDefinition of(String name, String schedule, String jobName) {
        Schedule parsed = checked(name, () -> Schedule.parse(schedule));
        return new CronDefinition(
                name, parsed.expression(), parsed.zone(), jobName, QueueName.DEFAULT, Value.EMPTY, Tenant.NONE);
    }

    /** The same by the clocks of another zone. */
    public CronDefinition withZone(ZoneId other) {
        return new CronDefinition(name, schedule, other, jobName, queue, payload, tenant);
    }

    /** The same for another queue. */
    public CronDefinition withQueue(String other) {
        return new CronDefinition(name, schedule, zone, jobName, new QueueName(other), payload, tenant);
    }

    /** The same with another payload. */
    public CronDefinition withPayload(Value other) {
        return new CronDefinition(name, schedule, zone, jobName, queue, other, tenant);
    }

    /** The same for a tenant. */
    public CronDefinition withTenant(Tenant owner) {
        return new CronDefinition(name, schedule, zone, jobName, queue, payload, owner);
    }

    /** When it fires. */
    public Schedule timing() {
        return Schedule.of(schedule, zone);
    }
}
