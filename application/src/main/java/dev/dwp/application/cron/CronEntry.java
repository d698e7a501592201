package dev.dwp.application.cron;

import dev.dwp.application.cron.schedule.Schedule;
import dev.dwp.application.handler.CronDefinition;
import dev.dwp.application.port.out.CronState;
import dev.dwp.domain.job.JobSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry as this node knows it.
 *
 * @param schedule as this node defines it
 * @param spec the job that each firing makes
 */
record CronEntry(CronDefinition definition, Schedule schedule, JobSpec spec) {

    String name() {
        return definition.name();
    }

    /** What is remembered when nobody knew it before. */
    CronState first(Instant now) {
        return new CronState(name(), schedule.toString(), schedule.next(now), null);
    }

    /** The same under this node's schedule, which counts from now on. */
    CronState rescheduled(CronState state, Instant now) {
        return new CronState(name(), schedule.toString(), schedule.next(now), state.lastRunAt());
    }

    /** Whether the store goes by the schedule that this node defines. */
    boolean agrees(CronState state) {
        return state.schedule().equals(schedule.toString());
    }

    /**
     * The schedule that the store goes by: another one than this node's when a server that started later brought it.
     * Empty when this node cannot read it.
     */
    Optional<Schedule> scheduleOf(CronState state) {
        try {
            return Optional.of(agrees(state) ? schedule : Schedule.parse(state.schedule()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
