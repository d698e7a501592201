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

    enum Outcome {
        DELIVERED,
        NOT_WANTED,
        NO_CREDIT,
        SINK_FULL
    }

    private final Set<Channel> channels;
    private final Tenant view;
    private final Sink sink;

    private State state = State.HELD;
    private Cursor cursor;
    private long credits;

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

    boolean hungry() {
        return state == State.BEHIND && credits > 0;
    }

    void grant(long more) {
        if (credits != UNCAPPED) {
            credits = Math.min(credits + more, UNCAPPED - 1);
        }
    }

    /** An event comes from the broker: delivers it, or falls behind just before it. */
    void live(Deliveries deliveries) {
        if (state != State.LIVE || deliveries.event().cursor().compareTo(cursor) <= 0) {
            return;
        }
        Outcome outcome = deliver(deliveries);
        if (outcome == Outcome.NO_CREDIT || outcome == Outcome.SINK_FULL) {
            state = State.BEHIND;
            cursor = deliveries.event().cursor().previous();
        }
    }

    /** Hands one event to the sink if it is wanted and there is credit and room; moves the cursor when it is done with. */
    Outcome deliver(Deliveries deliveries) {
        LoggedEvent event = deliveries.event();
        List<Delivery> copies = view.sees(event.tenant()) ? deliveries.on(channels) : List.of();
        if (copies.isEmpty()) {
            return Outcome.NOT_WANTED;
        }
        if (credits == 0) {
            return Outcome.NO_CREDIT;
        }
        if (!sink.offer(copies)) {
            return Outcome.SINK_FULL;
        }
        if (credits != UNCAPPED) {
            credits--;
        }
        cursor = event.cursor();
        return Outcome.DELIVERED;
    }
}
