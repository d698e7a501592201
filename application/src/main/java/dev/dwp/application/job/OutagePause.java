package dev.dwp.application.job;

import dev.dwp.application.port.out.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long to wait before a store that is away is tried again: 100 ms, doubling up to a bound. Says once for each outage
 * that it began and that it is over. Not thread-safe.
 */
final class OutagePause {
    private static final Logger LOG = LoggerFactory.getLogger(OutagePause.class);
    private static final Duration FIRST = Duration.ofMillis(100);

    private final String who;
    private final Duration longest;
    private Duration next = FIRST;
    private boolean away;

    OutagePause(String who, Duration longest) {
        this.who = who;
        this.longest = longest;
    }

    /** The store was tried in vain. */
    Duration next(StoreUnavailable failure) {
        if (!away) {
            away = true;
            LOG.warn("{} waits for the store, which is unavailable.", who, failure);
        }
        Duration pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        return pause;
    }

    /** The store has answered. */
    void over() {
        if (away) {
            away = false;
            next = FIRST;
            LOG.info("{} goes on: the store is back.", who);
        }
    }
}
