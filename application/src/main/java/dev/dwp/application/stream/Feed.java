package dev.dwp.application.stream;

import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import java.util.List;
import java.util.Set;

/**
 * One subscription: channels, a tenant's view, and how far it has been served. All mutable state is written under the
 * lock of the {@link Feeds} that it belongs to.
 */
final class Feed {
    static final long UNCAPPED = Long.MAX_VALUE;

    enum State {
        /** Registered; its subscribe response has not been sent. */
        HELD,
        /** Served from the log. */
        BEHIND,
        /** Every event up to the broker's position was delivered; the next one comes from the broker. */
        LIVE,
        /** Takes no more. */
        CLOSED
    }

    private final Set<Channel> channels;
    private final Tenant view;
    private final Sink sink;

    private State state = State.HELD;
    private Cursor cursor;
    private long credits;

    /** Behind, and known to need credit for the very next event: there is no use in reading on. */
    private boolean blocked;

    Feed(Set<Channel> channels, Tenant view, Sink sink, Cursor cursor, long credits) {
        this.channels = Set.copyOf(channels);
        this.view = view;
        this.sink = sink;
        this.cursor = cursor;
        this.credits = credits;
    }

    Set<Channel> channels() {
        return channels;
    }

    Tenant view() {
        return view;
    }

    State state() {
        return state;
    }

    Cursor cursor() {
        return cursor;
    }

    void become(State next) {
        state = next;
    }

    void advanceTo(Cursor seen) {
        cursor = seen;
    }

    /** Whether reading the log may get it further. */
    boolean hungry() {
        return state == State.BEHIND && !blocked;
    }

    void grant(long more) {
        blocked = false;
        if (credits != UNCAPPED) {
            credits = Math.min(credits + more, UNCAPPED - 1);
        }
    }

    /** An event comes from the broker: delivers it, or falls behind just before it. */
    void live(Deliveries deliveries) {
        if (state != State.LIVE || deliveries.event().cursor().compareTo(cursor) <= 0) {
            return;
        }
        if (!deliver(deliveries)) {
            state = State.BEHIND;
        }
    }

    /** An event could not be delivered for a reason that is not the feed's: it is read from the log. */
    void fallBehind() {
        if (state == State.LIVE) {
            state = State.BEHIND;
        }
    }

    /** The broker skipped events: whatever comes after {@code position} must be read from the log. */
    void missed(Cursor position) {
        if (state == State.LIVE) {
            state = State.BEHIND;
            cursor = cursor.compareTo(position) > 0 ? cursor : position;
        }
    }

    /**
     * Hands one event to the sink if it is wanted. Where it cannot go for lack of credit or room, the cursor stops just
     * before it.
     *
     * @return whether it is done with
     */
    boolean deliver(Deliveries deliveries) {
        LoggedEvent event = deliveries.event();
        List<Delivery> copies = view.sees(event.tenant()) ? deliveries.on(channels) : List.of();
        if (copies.isEmpty()) {
            return true;
        }
        blocked = credits == 0;
        if (blocked || !sink.offer(copies)) {
            cursor = event.cursor().previous();
            return false;
        }
        if (credits != UNCAPPED) {
            credits--;
        }
        cursor = event.cursor();
        return true;
    }
}
