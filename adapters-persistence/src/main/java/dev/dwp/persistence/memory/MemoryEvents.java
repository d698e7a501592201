package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event log in memory: a ring that grows. Guarded by the store's lock, which readers hold for short stretches only, so
 * that a long search holds up nobody.
 */
final class MemoryEvents implements EventLog {
    private static final int STRETCH = 1024;

    private final MemoryStore store;
    private @Nullable LoggedEvent[] ring = new LoggedEvent[1024];
    private long oldest = 1;
    private long head;

    MemoryEvents(MemoryStore store) {
        this.store = store;
    }

    /** Appends; under the lock. */
    void append(Instant at, DomainEvent event) {
        if (head - oldest + 1 == ring.length) {
            grow();
        }
        head++;
        ring[slot(head)] = LoggedEvent.of(new Cursor(head), at, event);
    }

    private void grow() {
        @Nullable LoggedEvent[] larger = new LoggedEvent[ring.length * 2];
        for (long n = oldest; n <= head; n++) {
            larger[(int) (n & (larger.length - 1))] = ring[slot(n)];
        }
        ring = larger;
    }

    private int slot(long n) {
        return (int) (n & (ring.length - 1));
    }

    @Override
    public Cursor head() {
        return store.locked(() -> new Cursor(head));
    }

    @Override
    public Cursor oldest() {
        return store.locked(() -> new Cursor(oldest));
    }

    @Override
    public Page read(Cursor after, @Nullable Channel channel, Tenant view, int limit) {
        List<LoggedEvent> found = new ArrayList<>();
        List<LoggedEvent> stretch = stretch(after);
        Cursor upTo = after;
        while (!stretch.isEmpty()) {
            for (LoggedEvent event : stretch) {
                upTo = event.cursor();
                if (matches(event, channel, view)) {
                    found.add(event);
                    if (found.size() == limit) {
                        return new Page(found, upTo);
                    }
                }
            }
            stretch = furtherStretch(upTo);
        }
        return new Page(found, upTo);
    }

    private static boolean matches(LoggedEvent event, @Nullable Channel channel, Tenant view) {
        return view.sees(event.tenant()) && (channel == null || event.channels().contains(channel));
    }

    /** Where events are dropped while they are searched, what was found before is still worth having. */
    private List<LoggedEvent> furtherStretch(Cursor after) {
        try {
            return stretch(after);
        } catch (CursorExpired e) {
            return List.of();
        }
    }

    private List<LoggedEvent> stretch(Cursor after) {
        return store.locked(() -> {
            long first = after.n() + 1;
            if (first < oldest) {
                throw new CursorExpired(new Cursor(oldest));
            }
            long last = Math.min(head, after.n() + STRETCH);
            List<LoggedEvent> stretch = new ArrayList<>((int) Math.max(0, last - first + 1));
            for (long n = first; n <= last; n++) {
                LoggedEvent event = ring[slot(n)];
                if (event != null) {
                    stretch.add(event);
                }
            }
            return stretch;
        });
    }

    @Override
    public int trim(long keep, Instant before, int limit) {
        return store.locked(() -> {
            int dropped = 0;
            while (dropped < limit && oldest <= head && (head - oldest + 1 > keep || olderThan(before))) {
                ring[slot(oldest)] = null;
                oldest++;
                dropped++;
            }
            return dropped;
        });
    }

    private boolean olderThan(Instant before) {
        LoggedEvent event = ring[slot(oldest)];
        return event != null && event.at().isBefore(before);
    }
}
