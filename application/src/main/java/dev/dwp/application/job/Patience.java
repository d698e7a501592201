package dev.dwp.application.job;

import dev.dwp.application.loop.OutagePause;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.port.out.Wakeups;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Does something with the store, again and again while the store is away. Thread-safe. */
final class Patience {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Alarms alarms;

    Patience(InstantSource clock, Alarms alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    /**
     * Does it until the store answers, on the calling thread.
     *
     * @param who for the log
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    <T> T until(String who, Supplier<T> action) throws InterruptedException {
        OutagePause outage = new OutagePause(who, LONGEST_PAUSE);
        while (true) {
            try {
                T result = action.get();
                outage.over();
                return result;
            } catch (StoreUnavailable e) {
                sleep(outage.next(e));
            }
        }
    }

    private void sleep(Duration pause) throws InterruptedException {
        Semaphore over = new Semaphore(0);
        Wakeups.Registration alarm = alarms.at(clock.instant().plus(pause), over::release);
        try {
            over.acquire();
        } finally {
            alarm.close();
        }
    }
}
