package dev.dwp.application.workflow;

import dev.dwp.application.port.out.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * How long to wait before a store that is away is tried again: 100 ms, doubling up to 5 s. Says once for each outage that it
 * began and that it is over. Used by one thread.
 */
final class OutagePause {
    private static final Logger LOG = LoggerFactory.getLogger(OutagePause.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final String who;
    private final Level level;
    private Duration next = FIRST;
    private boolean away;

    /**
     * No outage yet.
     *
     * @param level at which the log is told
     */
    OutagePause(String who, Level level) {
        this.who = who;
        this.level = level;
    }

    /** The store was tried in vain. */
    Duration next(StoreUnavailable failure) {
        if (!away) {
            away = true;
            LOG.atLevel(level).setCause(failure).log("{} waits for the store, which is unavailable.", who);
        }
        Duration pause = next;
        next = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        return pause;
    }

    /** The store has answered. */
    void over() {
        if (away) {
            away = false;
            next = FIRST;
            LOG.atLevel(level).log("{} goes on: the store is back.", who);
        }
    }
}
