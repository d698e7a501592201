package dev.dwp.persistence.memory;

import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.LogExtent.Gap;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.DomainEvent;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The event log in memory: a ring that grows. Guarded by the store's lock, which readers hold for short stretches only, so
 * that a long search holds up nobody.
 */
final class MemoryEvents implements EventLog {
    private static final int STRETCH = 1024;

    private final MemoryStore store;
    private @Nullable StoredEvent[] ring = new StoredEvent[1024];
    private final Cursor base;
    private long oldest;
    private long head;

    MemoryEvents(MemoryStore store, Cursor base) {
        this.store = store;
        this.base = base;
        this.oldest = base.n() + 1;
        this.head = base.n();
    }

    /** Appends; under the lock. */
    void append(Instant at, DomainEvent event) {
        if (head - oldest + 1 == ring.length) {
            grow();
        }
        head++;
        ring[slot(head)] = StoredEvent.of(at, event);
    }

    private void grow() {
        @Nullable StoredEvent[] larger = new StoredEvent[ring.length * 2];
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
    public LogExtent extent() {
        return store.locked(
                () -> new LogExtent(new Cursor(head), new Cursor(oldest), List.of(new Gap(Cursor.START, base))));
    }

    @Override
    public boolean caughtUp(Cursor upTo) {
        return store.locked(() -> upTo.n() == head);
    }

    @Override
    public Page read(Cursor after, @Nullable Channel channel, Tenant view, int limit) {
        List<LoggedEvent> found = new ArrayList<>();
        Cursor upTo = extent().resume(after);
        List<StoredEvent> stretch = stretch(upTo);
        while (!stretch.isEmpty()) {
            for (StoredEvent event : stretch) {
                upTo = upTo.next();
                if (event.matches(channel, view)) {
                    found.add(event.logged(upTo));
                    if (found.size() == limit) {
                        return new Page(found, upTo);
                    }
                }
            }
            stretch = furtherStretch(upTo);
        }
        return new Page(found, upTo);
    }

    /** Where events are dropped while they are searched, what was found before is still worth having. */
    private List<StoredEvent> furtherStretch(Cursor after) {
        try {
            return stretch(after);
        } catch (CursorExpired e) {
            return List.of();
        }
    }

    /** Some of the events right after a cursor; none at the head. */
    private List<StoredEvent> stretch(Cursor after) {
        return store.locked(() -> {
            if (after.n() + 1 < oldest) {
                throw new CursorExpired(new Cursor(oldest - 1), new Cursor(oldest - 1));
            }
            List<StoredEvent> stretch = new ArrayList<>();
            for (long n = after.n() + 1; n <= Math.min(head, after.n() + STRETCH); n++) {
                stretch.add(at(n));
            }
            return stretch;
        });
    }

    private StoredEvent at(long n) {
        return Objects.requireNonNull(ring[slot(n)]);
    }

    @Override
    public int trim(long keep, Instant before, int limit) {
        return store.locked(() -> {
            int dropped = 0;
            while (dropped < limit
                    && oldest <= head
                    && (head - oldest + 1 > keep || at(oldest).at().isBefore(before))) {
                ring[slot(oldest)] = null;
                oldest++;
                dropped++;
            }
            return dropped;
        });
    }
}
