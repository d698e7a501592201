package dev.dwp.persistence.contract;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups.Registration;
import dev.dwp.application.port.out.Wakeups.Topic;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for hints of news as services do: one that came while nobody waited counts too. */
final class Bell implements AutoCloseable {
    private static final long SOON_SECONDS = 1;

    private final Semaphore rung = new Semaphore(0);
    private final Registration registration;

    Bell(Store store, Topic topic) {
        registration = store.wakeups().on(topic, rung::release);
    }

    /** Waits for a hint, but not for ever: whoever waits must look by itself now and then. */
    void await() throws InterruptedException {
        if (rung.tryAcquire(SOON_SECONDS, TimeUnit.SECONDS)) {
            rung.drainPermits();
        }
    }

    @Override
    public void close() {
        registration.close();
    }
}
