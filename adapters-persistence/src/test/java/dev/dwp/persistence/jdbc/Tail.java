package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.port.out.Wakeups.Topic;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Follows a store's log as a broker does, and keeps what it has seen. */
final class Tail {
    private static final long DEADLINE_SECONDS = 40;

    private final Store store;
    private final List<LoggedEvent> seen = new ArrayList<>();

    Tail(Store store) {
        this.store = store;
    }

    /** Follows until others are done and the head is reached; what was seen. */
    List<LoggedEvent> until(BooleanSupplier done) throws InterruptedException {
        Semaphore news = new Semaphore(1);
        Wakeups.Registration registration = store.wakeups().on(Topic.EVENTS, news::release);
        try {
            while (true) {
                boolean last = done.getAsBoolean();
                read();
                if (last) {
                    return seen;
                }
                if (!news.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("No news came any more.");
                }
                news.drainPermits();
            }
        } finally {
            registration.close();
        }
    }

    private void read() {
        Cursor at = seen.isEmpty() ? Cursor.START : seen.getLast().cursor();
        List<LoggedEvent> page;
        do {
            page = store.events().read(at, null, Tenant.NONE, 100).events();
            seen.addAll(page);
            at = seen.isEmpty() ? Cursor.START : seen.getLast().cursor();
        } while (!page.isEmpty());
    }
}
