package dev.dwp.application.job;

import dev.dwp.application.port.out.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts against the will of their handlers, and gives up on those that do not stop. Thread-safe. */
final class Interruptions {
    private static final Logger LOG = LoggerFactory.getLogger(Interruptions.class);

    private final Places places;
    private final Duration grace;
    private final InstantSource clock;
    private final Alarms alarms;
    private final AttemptLog log;
    private final Consumer<RunningJob> onGraceOver;

    Interruptions(JobEngineParts parts, Places places, Consumer<RunningJob> onGraceOver) {
        this.onGraceOver = onGraceOver;
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
        Instant now = clock.instant();
        if (!attempt.end(by)) {
            return false;
        }
        attempt.graceUntil(now.plus(grace));
        try {
            attempt.add(alarms.after(grace, now, () -> abandon(attempt)));
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "There is no alarm for {}: it keeps its place until its handler ends.",
                    attempt.job().id(),
                    e);
        }
        return true;
    }

    private void abandon(RunningJob attempt) {
        if (places.abandon(attempt)) {
            log.abandoned(attempt, places.load());
            onGraceOver.accept(attempt);
        }
    }
}
