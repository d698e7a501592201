package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.application.port.out.LogExtent.Gap;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events that this server has committed lately, so that those who follow the log need not ask the database for what it
 * has just been given. Where another server has committed in between, or longer ago, or a text was long, the database has
 * to be asked. Written by the writers under a lock, read by any thread without one: an event's number never comes twice, so a
 * slot is right or is another's.
 */
final class RecentEvents {
    private static final int SLOTS = 4096;

    /** In characters. With as many slots, no more than 16 million of them are held. */
    private static final int LONGEST = 4096;

    private final AtomicReferenceArray<@Nullable LoggedEvent> slots;
    private final int longest;

    /** Guards what is written. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Told apart by it is what was committed before and after the last {@link #forget}. */
    private long generation;

    /** The highest head of the log that this server knows to have been; the log must never count on from below. */
    private final AtomicLong highest = new AtomicLong();

    /** The base of the newest life of the log that is known of; what this server has committed before may be lost. */
    private volatile long life;

    /** The newest event that was committed here; written after its slot. */
    private volatile long newest;

    /** What is older is no longer kept, as far as is known: another server may have dropped more. */
    private volatile long oldest;

    RecentEvents() {
        this(SLOTS, LONGEST);
    }

    /** Holds so many events, and none that is longer. */
    RecentEvents(int slots, int longest) {
        this.slots = new AtomicReferenceArray<>(slots);
        this.longest = longest;
    }

    /** What was known before a transaction began. */
    record Mark(long generation, long newest) {}

    /** To be asked before a transaction whose events are to be noted. */
    Mark mark() {
        lock.lock();
        try {
            return new Mark(generation, newest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A transaction was committed; the head of the log was here before its events. Where two commit at the same time, the
     * later may come first. What was forgotten since the transaction began, it is not noted for; and where the head has gone
     * back since, the database has lost commits, behind a pooler perhaps that kept the connection.
     */
    void committed(Mark mark, long before, List<Told> events) {
        lock.lock();
        try {
            saw(before + events.size());
            if (before < mark.newest()) {
                forget();
            }
            if (generation == mark.generation()) {
                note(before, events);
            }
        } finally {
            lock.unlock();
        }
    }

    private void note(long before, List<Told> events) {
        long n = before;
        for (Told event : events) {
            n++;
            slots.set(slotOf(n), event.line().length() > longest ? null : event.at(n));
        }
        newest = Math.max(newest, n);
    }

    /** Drops what was lost before the lives that the log has begun since it was last looked at. */
    void lives(List<Gap> gaps) {
        if (!gaps.isEmpty() && gaps.getLast().base().n() > life) {
            lock.lock();
            try {
                gaps.forEach(this::drop);
                life = gaps.getLast().base().n();
            } finally {
                lock.unlock();
            }
        }
    }

    private void drop(Gap lost) {
        for (int slot = 0; slot < slots.length(); slot++) {
            LoggedEvent event = slots.get(slot);
            if (event != null
                    && event.cursor().compareTo(lost.tail()) > 0
                    && event.cursor().compareTo(lost.base()) < 0) {
                slots.set(slot, null);
            }
        }
    }

    /** The head of the log was here. */
    void saw(long head) {
        highest.accumulateAndGet(head, Math::max);
    }

    /** The highest head of the log that is known to have been, also after {@link #forget}. */
    long highest() {
        return highest.get();
    }

    /** Events before this number are no longer kept. */
    void trimmedTo(long oldestKept) {
        lock.lock();
        try {
            oldest = Math.max(oldest, oldestKept);
        } finally {
            lock.unlock();
        }
    }

    /** The database may not be what it was. */
    void forget() {
        lock.lock();
        try {
            generation++;
            newest = 0;
            for (int slot = 0; slot < slots.length(); slot++) {
                slots.set(slot, null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A page as far as it is known here; none where the database has to be asked. */
    Optional<Page> read(Cursor after, EventQuery query, int limit) {
        long end = newest;
        List<LoggedEvent> found = new ArrayList<>();
        long upTo = after.n();
        if (upTo + 1 >= oldest) {
            for (LoggedEvent event = at(upTo + 1, end);
                    event != null && found.size() < limit;
                    event = at(upTo + 1, end)) {
                upTo++;
                if (query.asksFor(event.tenant(), event.channels())) {
                    found.add(event);
                }
            }
        }
        return upTo == after.n() ? Optional.empty() : Optional.of(new Page(found, new Cursor(upTo)));
    }

    /** The event of this number, if it is here and not after the end. */
    private @Nullable LoggedEvent at(long n, long end) {
        LoggedEvent event = n > end ? null : slots.get(slotOf(n));
        return event != null && event.cursor().n() == n ? event : null;
    }

    private int slotOf(long n) {
        return (int) (n % slots.length());
    }
}
