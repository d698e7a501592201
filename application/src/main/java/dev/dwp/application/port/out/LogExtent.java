package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Cursor;
import java.time.Instant;
import java.util.List;

/**
 * The numbers of an event log: its ends, and where they skip (PROTOCOL §7.3). A log that begins anew, or may have lost its
 * tail, begins another <em>life</em>: it goes on counting from a base above every number that was given out before. No event
 * has a number between the tail that is left and that base: a cursor from there is of events that are lost. Immutable.
 *
 * @param head the last event committed, or the base of a life that has none yet
 * @param oldest the oldest event kept; one past the head when none is
 * @param gaps where the numbers skip, ascending; those before the oldest event may be missing
 */
public record LogExtent(Cursor head, Cursor oldest, List<Gap> gaps) {
    /** No log gives out more numbers in a millisecond on average, or a later life might count from below them. */
    private static final int PER_MILLISECOND = 1024;

    /** Every life counts from above here, whatever its clock shows. */
    private static final Cursor EARLIEST = atClock(Instant.parse("2024-01-01T00:00:00Z"));

    /** Smaller cursors may be of a log that counted from 1: they are expired rather than made up. */
    private static final long COUNTED_FROM_ONE = 1 << 16;

    /**
     * Numbers that no event has.
     *
     * @param tail the last event of one life
     * @param base where the next life counts from
     */
    public record Gap(Cursor tail, Cursor base) {}

    /** Takes for {@code oldest} any number after the last event dropped and up to the oldest that is kept. */
    public LogExtent {
        gaps = List.copyOf(gaps);
        oldest = skipped(gaps, oldest.previous()).next();
    }

    /**
     * The base of a life that begins at an instant.
     *
     * @param last the highest number that is known to have been given out
     */
    public static Cursor base(Cursor last, Instant now) {
        return later(later(last.next(), EARLIEST), atClock(now));
    }

    private static Cursor atClock(Instant now) {
        return new Cursor(now.toEpochMilli() * PER_MILLISECOND);
    }

    private static Cursor later(Cursor one, Cursor other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Tells that a client may have got this cursor from this log, in this life or another. */
    public boolean mayHaveGivenOut(Cursor cursor) {
        boolean madeUp =
                oldest.compareTo(EARLIEST) > 0 && cursor.n() > COUNTED_FROM_ONE && cursor.compareTo(EARLIEST) < 0;
        return !madeUp && cursor.compareTo(head) <= 0;
    }

    /**
     * The place from where reading goes on after a cursor: the same, or the base of the life that follows it.
     *
     * @throws CursorExpired when events after it are no longer kept, or it is of events that are lost
     */
    public Cursor resume(Cursor after) {
        Cursor from = skipped(gaps, after);
        if (from.next().compareTo(oldest) < 0 || lost(from)) {
            throw new CursorExpired(beforeOldest(), nearest(after));
        }
        return from;
    }

    /** The first place at or after a cursor from where reading can go on. */
    private Cursor nearest(Cursor after) {
        Cursor from = skipped(gaps, after);
        for (Gap gap : gaps) {
            if (within(gap, from)) {
                from = skipped(gaps, gap.base());
            }
        }
        return later(from, beforeOldest());
    }

    /** The place just before the oldest event kept. */
    public Cursor beforeOldest() {
        return oldest.previous();
    }

    /** The newest event; something before the oldest when none is kept. */
    public Cursor newest() {
        Cursor newest = head;
        for (Gap gap : gaps.reversed()) {
            newest = newest.equals(gap.base()) ? gap.tail() : newest;
        }
        return newest;
    }

    /** The number of events kept. */
    public long kept() {
        return between(beforeOldest(), head);
    }

    /** The number of events after one place, up to another. */
    public long between(Cursor from, Cursor to) {
        long events = to.n() - from.n();
        for (Gap gap : gaps) {
            long start = Math.max(from.n(), gap.tail().n());
            long end = Math.min(to.n(), gap.base().n());
            events -= Math.max(0, end - start);
        }
        return events;
    }

    /** The place just before the oldest event once so many of the oldest are dropped. */
    public Cursor afterDropping(long events) {
        Cursor at = beforeOldest();
        long left = events;
        for (Gap gap : gaps) {
            long here = gap.tail().n() - at.n();
            if (here >= 0 && left >= here) {
                left -= here;
                at = gap.base();
            }
        }
        return new Cursor(at.n() + left);
    }

    private static Cursor skipped(List<Gap> gaps, Cursor after) {
        Cursor from = after;
        for (Gap gap : gaps) {
            from = from.equals(gap.tail()) ? gap.base() : from;
        }
        return from;
    }

    private boolean lost(Cursor cursor) {
        return gaps.stream().anyMatch(gap -> within(gap, cursor));
    }

    private static boolean within(Gap gap, Cursor cursor) {
        return cursor.compareTo(gap.tail()) > 0 && cursor.compareTo(gap.base()) < 0;
    }
}
