package dev.dwp.application.workflow;

import dev.dwp.application.port.out.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doubles the pause before a store that is away is tried again, from 100 ms up to 5 s. The outage itself is logged by the
 * store, once for all who wait. Used by one thread.
 */
final class OutagePause {
    private static final Logger LOG = LoggerFactory.getLogger(OutagePause.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final String who;
    private Duration next = FIRST;
    private boolean away;

    OutagePause(String who) {
        this.who = who;
    }

    /** The store was tried in vain. */
    Duration next(StoreUnavailable failure) {
        if (!away) {
            away = true;
            LOG.debug("{} waits for the store, which is unavailable.", who, failure);
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
            LOG.debug("{} goes on: the store is back.", who);
        }
    }
}
