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

    private final Feeds owner;
    private final Set<Channel> channels;
    private final Tenant view;
    private final Sink sink;

    private State state = State.HELD;
    private Cursor cursor;
    private long credits;

    /** Held, with all that the broker has had since: nothing before {@code cursor} is missing, and the next comes from it. */
    private boolean followed;

    /** Behind, and known to need credit for the very next event: there is no use in reading on. */
    private boolean blocked;

    Feed(Feeds owner, Set<Channel> channels, Tenant view, Sink sink, Cursor cursor, long credits) {
        this.owner = owner;
        this.channels = Set.copyOf(channels);
        this.view = view;
        this.sink = sink;
        this.cursor = cursor;
        this.credits = credits;
    }

    Feeds owner() {
        return owner;
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

    /** Whatever comes after its cursor will be offered to it by the broker, also while it is held. */
    void follow() {
        followed = true;
    }

    /** Lets events flow: from the broker where it has missed none, else from the log. */
    void open() {
        if (state == State.HELD) {
            state = followed ? State.LIVE : State.BEHIND;
        }
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
        if (!atTheBroker() || deliveries.event().cursor().compareTo(cursor) <= 0) {
            return;
        }
        if (state == State.HELD) {
            if (!copies(deliveries).isEmpty()) {
                missed(deliveries.event().cursor().previous());
            }
        } else if (!deliver(deliveries)) {
            state = State.BEHIND;
        }
    }

    /** Whatever comes after {@code position} must be read from the log; up to there, all is done with. */
    void missed(Cursor position) {
        if (atTheBroker()) {
            followed = false;
            state = state == State.LIVE ? State.BEHIND : state;
            cursor = cursor.compareTo(position) > 0 ? cursor : position;
        }
    }

    private boolean atTheBroker() {
        return state == State.LIVE || (state == State.HELD && followed);
    }

    private List<Delivery> copies(Deliveries deliveries) {
        return view.sees(deliveries.event().tenant()) ? deliveries.on(channels) : List.of();
    }

    /**
     * Hands one event to the sink if it is wanted. Where it cannot go for lack of credit or room, the cursor stops just
     * before it.
     *
     * @return whether it is done with
     */
    boolean deliver(Deliveries deliveries) {
        LoggedEvent event = deliveries.event();
        List<Delivery> copies = copies(deliveries);
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
