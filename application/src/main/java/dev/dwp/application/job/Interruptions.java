package dev.dwp.application.job;

import dev.dwp.application.port.out.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Ends attempts against the will of their handlers, and gives up on those that do not stop. Thread-safe. */
final class Interruptions {
    private final Places places;
    private final Duration grace;
    private final InstantSource clock;
    private final Alarms alarms;
    private final AttemptLog log;

    Interruptions(JobEngineParts parts, Places places) {
        this.places = places;
        this.grace = parts.settings().cancelGrace();
        this.clock = parts.clock();
        this.alarms = parts.alarms();
        this.log = new AttemptLog(parts);
    }

    /**
     * Ends an attempt and interrupts its handler, which keeps its place until it ends, but no longer than the grace.
     *
     * @return whether it had not ended yet: then it is the caller who writes what becomes of the job
     */
    boolean end(RunningJob attempt, RunningJob.Ending by) {
        Instant end = clock.instant().plus(grace);
        if (!attempt.end(by)) {
            return false;
        }
        attempt.add(alarms.at(end, () -> abandon(attempt)));
        return true;
    }

    private void abandon(RunningJob attempt) {
        if (places.abandon(attempt)) {
            log.abandoned(attempt, places.load());
        }
    }
}
