package dev.dwp.application.port.out;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one source of events, in the one total order; numbers skip only where {@link #extent} says so (PROTOCOL §7.3).
 * Written by {@link Commits} alone. Thread-safe.
 */
public interface EventLog {

    /** The last event committed; the base of the log's life before the first of it. */
    Cursor head();

    /** Its ends and gaps, as they are at one moment. */
    LogExtent extent();

    /** The oldest event kept; one past {@link #head} when none is. */
    default Cursor oldest() {
        return extent().oldest();
    }

    /**
     * Reads on from a cursor. A page need not be full where more follows: it ends where the store would have to look
     * elsewhere. Whoever wants everything reads on until a page has not moved on.
     *
     * @param channel only events of this channel; {@code null} for all
     * @param limit at most so many events, at least 1
     * @return the matching events in order, and how far the log was looked through to find them; further than the cursor
     *     unless that is the head
     * @throws CursorExpired when the event after the cursor is no longer kept, or the cursor is of events that are lost; what another server dropped just now may be
     *     returned still
     */
    Page read(Cursor after, @Nullable Channel channel, Tenant view, int limit);

    /**
     * Tells from memory alone that no event after a cursor is known of. Who has read up to it need not read on before
     * {@link Wakeups.Topic#EVENTS} or {@link Wakeups.Topic#REMOTE_EVENTS} is rung again.
     */
    default boolean caughtUp(Cursor upTo) {
        return false;
    }

    /** Drops the oldest events beyond a count, and those committed before an instant; up to {@code limit} of them. */
    int trim(long keep, Instant before, int limit);

    /**
     * A stretch of the log.
     *
     * @param events those that matched
     * @param upTo everything up to here was looked at: continue from here
     */
    record Page(List<LoggedEvent> events, Cursor upTo) {}
}
