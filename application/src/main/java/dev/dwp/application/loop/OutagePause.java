package dev.dwp.application.loop;

import dev.dwp.application.port.out.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Doubles the pause before a store that is away is tried again, from 100 ms up to a bound. The outage itself is logged by the
 * store, once for all who wait. Not thread-safe.
 */
public final class OutagePause {
    private static final Logger LOG = LoggerFactory.getLogger(OutagePause.class);
    private static final Duration FIRST = Duration.ofMillis(100);

    private final String who;
    private final Duration longest;
    private Duration next = FIRST;
    private boolean away;

    /**
     * Begins with the shortest.
     *
     * @param who waits, for the log: the beginning of a sentence
     */
    public OutagePause(String who, Duration longest) {
        this.who = who;
        this.longest = longest;
    }

    /** The store was tried in vain: how long to wait before the next try. */
    public Duration next(StoreUnavailable failure) {
        if (!away) {
            away = true;
            LOG.debug("{} waits for the store, which is unavailable.", who, failure);
        }
        Duration pause = next.compareTo(longest) < 0 ? next : longest;
        next = pause.multipliedBy(2);
        return pause;
    }

    /** The store has answered. */
    public void over() {
        if (away) {
            away = false;
            next = FIRST;
            LOG.debug("{} goes on: the store is back.", who);
        }
    }
}
